package dev.joey.container.spec;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.oci.RuntimeSpec.User;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who a process in a container is. Names are looked up in the image's {@code /etc/passwd} and
 * {@code /etc/group}, of which at most {@link AccountFiles#MAX_BYTES} are read (CVE-2026-47262);
 * ids are 0 to 2^31−1, whatever lies outside is refused (CVE-2024-40635); the group itself is among
 * the additional groups (CVE-2022-36109). Source: passwd(5), group(5); Docker's {@code User} and
 * {@code GroupAdd}.
 */
public final class UserSection {
    private UserSection() {}

    /**
     * The user found.
     *
     * @param home from the passwd file, {@code /} without one
     */
    public record Account(User user, String home) {}

    /**
     * Looks a user up.
     *
     * @param spec {@code user[:group]}, each a name or a number; empty for root
     * @param groupAdd names or numbers of more groups
     * @throws InvalidParameter if a name is in no file or a number is out of range, in Docker's
     *     words
     */
    public static Account lookUp(String spec, List<String> groupAdd, ImageRoot root) {
        int colon = spec.indexOf(':');
        Word user = Word.of(colon < 0 ? spec : spec.substring(0, colon));
        Word group = Word.of(colon < 0 ? "" : spec.substring(colon + 1));
        AccountFiles files = AccountFiles.read(root);

        Optional<AccountFiles.Passwd> entry =
                user.isEmpty() ? files.userById(0) : files.user(user.text(), user.id());
        if (entry.isEmpty() && !user.isEmpty() && user.id() == null) {
            throw new InvalidParameter(
                    "unable to find user " + user.text() + ": no matching entries in passwd file");
        }
        long uid = entry.map(found -> inRange(found.uid())).orElseGet(() -> orZero(user.id()));
        long gid = entry.map(found -> inRange(found.gid())).orElse(0L);
        if (!group.isEmpty()) {
            gid = groupId(group, files);
        }

        Set<Long> additional = new LinkedHashSet<>();
        additional.add(gid);
        if (group.isEmpty() && entry.isPresent()) {
            for (AccountFiles.Group member : files.groupsOf(entry.get().name())) {
                additional.add(inRange(member.gid()));
            }
        }
        for (String more : groupAdd) {
            additional.add(groupId(Word.of(more), files));
        }
        String home = entry.map(AccountFiles.Passwd::home).filter(h -> !h.isEmpty()).orElse("/");
        return new Account(new User(uid, gid, new ArrayList<>(additional)), home);
    }

    private static long groupId(Word group, AccountFiles files) {
        Optional<AccountFiles.Group> entry = files.group(group.text(), group.id());
        if (entry.isPresent()) {
            return inRange(entry.get().gid());
        }
        if (group.id() == null) {
            throw new InvalidParameter(
                    "unable to find group " + group.text() + ": no matching entries in group file");
        }
        return group.id();
    }

    private static long orZero(Long id) {
        return id == null ? 0 : id;
    }

    /** The number a file gave for an id that is used now. */
    private static long inRange(String text) {
        Word word = Word.of(text);
        if (word.id() == null) {
            throw outOfRange();
        }
        return word.id();
    }

    private static InvalidParameter outOfRange() {
        return new InvalidParameter("uids and gids must be in range 0-" + Integer.MAX_VALUE);
    }

    /**
     * A name or a number.
     *
     * @param id null for a name
     */
    private record Word(String text, Long id) {
        static Word of(String text) {
            boolean number = text.matches("[+-]?[0-9]+");
            return new Word(text, number ? parse(text) : null);
        }

        private static long parse(String text) {
            try {
                long id = Long.parseLong(text);
                if (id >= 0 && id <= Integer.MAX_VALUE) {
                    return id;
                }
            } catch (NumberFormatException e) {
                // More digits than a long has: out of range as well.
            }
            throw outOfRange();
        }

        boolean isEmpty() {
            return text.isEmpty();
        }
    }
}
