package dev.joey.container.spec;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The image's {@code /etc/passwd} and {@code /etc/group}. Numbers stay text until they are used:
 * what a broken line says matters only to who asks for it. Source: passwd(5), group(5).
 */
record AccountFiles(List<Passwd> users, List<Group> groups) {
    /** The most that is read of each file. */
    static final int MAX_BYTES = 1 << 20;

    /** A line of passwd. */
    record Passwd(String name, String uid, String gid, String home) {}

    /** A line of group. */
    record Group(String name, String gid, List<String> members) {}

    static AccountFiles read(ImageRoot root) {
        List<Passwd> users = new ArrayList<>();
        for (String[] fields : lines(root, "/etc/passwd")) {
            users.add(new Passwd(fields[0], field(fields, 2), field(fields, 3), field(fields, 5)));
        }
        List<Group> groups = new ArrayList<>();
        for (String[] fields : lines(root, "/etc/group")) {
            List<String> members = List.of(field(fields, 3).split(",", -1));
            groups.add(new Group(fields[0], field(fields, 2), members));
        }
        return new AccountFiles(users, groups);
    }

    Optional<Passwd> userById(long id) {
        return users.stream().filter(user -> isNumber(user.uid, id)).findFirst();
    }

    /** The first whose number is {@code id}, or whose name is {@code name} when id is null. */
    Optional<Passwd> user(String name, Long id) {
        return id == null
                ? users.stream().filter(user -> user.name.equals(name)).findFirst()
                : userById(id);
    }

    /** The first whose number is {@code id}, or whose name is {@code name} when id is null. */
    Optional<Group> group(String name, Long id) {
        return groups.stream()
                .filter(group -> id == null ? group.name.equals(name) : isNumber(group.gid, id))
                .findFirst();
    }

    List<Group> groupsOf(String user) {
        return groups.stream().filter(group -> group.members.contains(user)).toList();
    }

    private static boolean isNumber(String text, long id) {
        return text.equals(Long.toString(id));
    }

    private static String field(String[] fields, int index) {
        return index < fields.length ? fields[index] : "";
    }

    private static List<String[]> lines(ImageRoot root, String path) {
        return root.read(path, MAX_BYTES)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .map(AccountFiles::lines)
                .orElse(List.of());
    }

    private static List<String[]> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split(":", -1))
                .toList();
    }
}
