package dev.joey.network;

/** What others ask of addresses. */
public final class Ips {
    private Ips() {}

    /** Whether a text is an IPv4 or IPv6 address. */
    public static boolean isAddress(String text) {
        return Ip.tryParse(text).isPresent();
    }

    /** Whether a text is an address of the host itself only, as 127.0.0.1. */
    public static boolean isLoopback(String text) {
        return Ip.tryParse(text).filter(Ip::isLoopback).isPresent();
    }
}
