package dev.joey.network;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as its row tells.
 *
 * @param id 64 hexadecimal digits
 * @param driver {@code bridge}, {@code host}, {@code null}, {@code macvlan} or {@code ipvlan}
 * @param device the bridge, or the parent of macvlan and ipvlan; empty where there is none
 */
record Network(String id, String name, String driver, Instant created, String device, Spec spec) {
    /** Of those that are always there. */
    boolean predefined() {
        return Modes.isPredefined(name);
    }

    boolean isBridge() {
        return driver.equals("bridge");
    }

    /** Whether containers find each other by name in it. */
    boolean named() {
        return !predefined();
    }

    List<Pool> pools(boolean ipv6) {
        return spec.pools().stream().filter(pool -> pool.ipv6() == ipv6).toList();
    }

    /** An option of the driver. */
    Optional<String> option(String key) {
        return Optional.ofNullable(spec.options().get(key));
    }

    boolean option(String key, boolean otherwise) {
        return option(key).map(NetworkOptions::isTrue).orElse(otherwise);
    }

    /** 0 for the kernel's default. */
    int mtu() {
        return option(NetworkOptions.MTU).map(Integer::parseInt).orElse(0);
    }

    /**
     * What was asked for, completed; fixed for life.
     *
     * @param ipamDriver {@code default} or {@code null}
     */
    @RegisterForReflection
    record Spec(
            boolean internal,
            boolean attachable,
            boolean ipv4,
            boolean ipv6,
            Map<String, String> labels,
            Map<String, String> options,
            String ipamDriver,
            Map<String, String> ipamOptions,
            List<Pool> pools) {
        /** Of the JSON form. */
        static final int VERSION = 1;

        Spec {
            labels = Map.copyOf(labels);
            options = Map.copyOf(options);
            ipamOptions = Map.copyOf(ipamOptions);
            pools = List.copyOf(pools);
        }
    }
}
