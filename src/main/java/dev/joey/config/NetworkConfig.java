package dev.joey.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/**
 * What a user may choose for the networks of the whole daemon; names and meanings are dockerd's.
 */
@ConfigMapping(prefix = "joey.network")
public interface NetworkConfig {
    /** Address and subnet of the default bridge, as {@code 172.17.0.1/16}. */
    Optional<String> bip();

    /** The part of the default bridge's subnet that containers get addresses from. */
    Optional<String> fixedCidr();

    /** The IPv6 subnet of the default bridge; needs {@link #ipv6()}. */
    Optional<String> fixedCidrV6();

    /** Whether the default bridge has IPv6. */
    @WithDefault("false")
    boolean ipv6();

    /** MTU of the default bridge; 0 for the kernel's default. */
    @WithDefault("0")
    int mtu();

    /** Whether containers on the default bridge reach each other. */
    @WithDefault("true")
    boolean icc();

    /** Whether the default bridge's containers leave with the host's address. */
    @WithDefault("true")
    boolean ipMasq();

    /** Whether the daemon switches forwarding on. */
    @WithDefault("true")
    boolean ipForward();

    /** The address that ports are published on when the user names none. */
    @WithDefault("0.0.0.0")
    String ip();

    /** Where networks without a subnet get one, as {@code base=10.0.0.0/8,size=24}. */
    Optional<List<String>> defaultAddressPools();

    /** Name servers of containers that name none. */
    Optional<List<String>> dns();

    /** Search domains of containers that name none. */
    Optional<List<String>> dnsSearch();

    /** Resolver options of containers that name none. */
    Optional<List<String>> dnsOpts();

    /** What {@code host-gateway} means; absent means the default bridge's address. */
    Optional<String> hostGatewayIp();
}
