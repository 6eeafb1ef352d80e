package dev.joey.testing;

import dev.joey.config.NetworkConfig;
import java.util.List;
import java.util.Optional;

/** The networks' configuration when a user says nothing. */
public final class DefaultNetworkConfig implements NetworkConfig {
    @Override
    public Optional<String> bip() {
        return Optional.empty();
    }

    @Override
    public Optional<String> fixedCidr() {
        return Optional.empty();
    }

    @Override
    public Optional<String> fixedCidrV6() {
        return Optional.empty();
    }

    @Override
    public boolean ipv6() {
        return false;
    }

    @Override
    public int mtu() {
        return 0;
    }

    @Override
    public boolean icc() {
        return true;
    }

    @Override
    public boolean ipMasq() {
        return true;
    }

    @Override
    public boolean ipForward() {
        return true;
    }

    @Override
    public String ip() {
        return "0.0.0.0";
    }

    @Override
    public Optional<List<String>> defaultAddressPools() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> dns() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> dnsSearch() {
        return Optional.empty();
    }

    @Override
    public Optional<List<String>> dnsOpts() {
        return Optional.empty();
    }

    @Override
    public Optional<String> hostGatewayIp() {
        return Optional.empty();
    }
}
