package dev.joey.container;

import dev.joey.network.Ips;
import dev.joey.network.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** A container's {@code /etc/resolv.conf}. Pure. Source: resolv.conf(5). */
final class ResolvConf {
    /** Docker's, for hosts whose name servers cannot be reached from containers. */
    private static final List<String> FALLBACK = List.of("8.8.8.8", "8.8.4.4");

    private final List<String> servers = new ArrayList<>();
    private final List<String> search = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    private ResolvConf(String host) {
        for (String line : host.split("\n", -1)) {
            String[] words = line.strip().split("\\s+", -1);
            List<String> rest = List.of(words).subList(1, words.length);
            switch (words[0]) {
                case "nameserver" -> rest.stream().limit(1).forEach(servers::add);
                case "search", "domain" -> {
                    search.clear();
                    search.addAll(rest);
                }
                case "options" -> options.addAll(rest);
                default -> {}
            }
        }
    }

    /**
     * The file.
     *
     * @param host the host's file
     * @param asked what replaces the host's, empty lists for nothing
     * @param own whether the container has a network of its own, where the host's loopback is not
     * @param resolver whether our name server is inside
     */
    static String text(String host, Asked asked, boolean own, boolean resolver) {
        ResolvConf conf = new ResolvConf(host);
        if (!asked.servers().isEmpty()) {
            conf.servers.clear();
            conf.servers.addAll(asked.servers());
        } else if (own) {
            conf.servers.removeIf(Ips::isLoopback);
            if (conf.servers.isEmpty()) {
                conf.servers.addAll(FALLBACK);
            }
        }
        if (!asked.search().isEmpty()) {
            conf.search.clear();
            conf.search.addAll(asked.search());
            conf.search.removeIf("."::equals);
        }
        if (!asked.options().isEmpty()) {
            conf.options.clear();
            conf.options.addAll(asked.options());
        }
        if (resolver) {
            conf.servers.clear();
            conf.servers.add(Sandbox.RESOLVER);
            if (conf.options.stream().noneMatch(option -> option.startsWith("ndots:"))) {
                conf.options.add("ndots:0");
            }
        }
        return conf.text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        servers.forEach(server -> text.append("nameserver ").append(server).append('\n'));
        if (!search.isEmpty()) {
            text.append("search ").append(String.join(" ", search)).append('\n');
        }
        if (!options.isEmpty()) {
            text.append("options ").append(String.join(" ", options)).append('\n');
        }
        return text.toString();
    }

    /** What a container or the daemon's options ask for. */
    record Asked(List<String> servers, List<String> search, List<String> options) {}
}
