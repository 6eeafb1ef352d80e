package dev.joey.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a daemon's networks have on the host, found by the names that derive from its roots. */
public final class HostNetwork {
    private final Path root;
    private final String key;

    /**
     * Of one daemon.
     *
     * @param root that holds its data and exec roots
     */
    public HostNetwork(Path root) {
        this.root = root;
        this.key = key(root.resolve("data") + "\0" + root.resolve("exec"));
    }

    /** Its nftables table. */
    public String table() {
        return "joey-" + key;
    }

    /** Its default bridge. */
    public String bridge() {
        return "joey-" + key;
    }

    /** The host's sides of its containers' interfaces. */
    public List<String> interfaces() {
        return names().stream().filter(name -> name.startsWith("jv" + key)).toList();
    }

    /** Its bridges. */
    public List<String> bridges() {
        List<String> bridges = new ArrayList<>();
        for (String line : links()) {
            if (line.contains("alias joey " + root + "/data")) {
                bridges.add(name(line));
            }
        }
        return bridges;
    }

    /** The lines of its table that tell of published ports. */
    public List<String> ports() {
        return Program.run("nft", "list", "table", "inet", table())
                .out()
                .lines()
                .filter(line -> line.contains(" . ") && line.contains(" : "))
                .filter(line -> !line.contains("type "))
                .map(String::strip)
                .toList();
    }

    /** Everything there is, a line each. */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        interfaces().forEach(name -> all.add("interface " + name));
        bridges().forEach(name -> all.add("bridge " + name));
        if (Program.run("nft", "list", "table", "inet", table()).code() == 0) {
            all.add("table " + table());
        }
        return all;
    }

    /** Takes everything away. */
    void remove() {
        interfaces().forEach(name -> Program.run("ip", "link", "delete", name));
        bridges().forEach(name -> Program.run("ip", "link", "delete", name));
        Program.run("nft", "delete", "table", "inet", table());
    }

    private static List<String> links() {
        return Program.run("ip", "-o", "link", "show").out().lines().toList();
    }

    private static List<String> names() {
        return links().stream().map(HostNetwork::name).toList();
    }

    private static String name(String line) {
        return line.split(": ", -1)[1].replaceFirst("@.*", "");
    }

    private static String key(String roots) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(roots.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
