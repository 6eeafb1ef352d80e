package dev.joey.container.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.joey.error.EngineException.InvalidParameter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSectionTest {
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, Integer> caps = new HashMap<>();

    private final ImageRoot root =
            (path, maxBytes) -> {
                caps.put(path, maxBytes);
                return Optional.ofNullable(files.get(path))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8));
            };

    UserSectionTest() {
        files.put(
                "/etc/passwd",
                """
                # comment
                root:x:0:0:root:/root:/bin/sh
                daemon:x:1:1::/usr/sbin:/bin/false

                app:x:1000:1001:App:/home/app:/bin/sh
                huge:x:4294967296:1::/:/bin/sh
                broken:x:many:1::/:/bin/sh
                homeless:x:7:7
                """);
        files.put(
                "/etc/group",
                """
                root:x:0:
                daemon:x:1:root,app
                app:x:1001:
                video:x:44:app
                wide:x:99999999999:
                """);
    }

    private UserSection.Account lookUp(String user, String... groupAdd) {
        return UserSection.lookUp(user, List.of(groupAdd), root);
    }

    private void check(String user, long uid, long gid, List<Long> groups, String home) {
        var account = lookUp(user);
        assertEquals(uid, account.user().uid());
        assertEquals(gid, account.user().gid());
        assertEquals(groups, account.user().additionalGids());
        assertEquals(home, account.home());
    }

    private static String refusal(Runnable lookUp) {
        return assertThrows(InvalidParameter.class, lookUp::run).getMessage();
    }

    @Test
    void nobodyMeansRootWithItsGroups() {
        check("", 0, 0, List.of(0L, 1L), "/root");
    }

    @Test
    void aNameBringsItsGroupsAndHome() {
        check("app", 1000, 1001, List.of(1001L, 1L, 44L), "/home/app");
    }

    @Test
    void aNumberIsLookedUpToo() {
        check("1000", 1000, 1001, List.of(1001L, 1L, 44L), "/home/app");
    }

    @Test
    void aNumberWithoutAnEntryIsTakenAsItIs() {
        check("4711", 4711, 0, List.of(0L), "/");
    }

    @Test
    void aGivenGroupReplacesTheUsersGroups() {
        check("app:video", 1000, 44, List.of(44L), "/home/app");
        check("app:4712", 1000, 4712, List.of(4712L), "/home/app");
        check(":44", 0, 44, List.of(44L), "/root");
    }

    @Test
    void moreGroupsAreAdded() {
        assertEquals(
                List.of(1001L, 1L, 44L, 99L),
                lookUp("app", "44", "99", "video").user().additionalGids());
    }

    @Test
    void anImageWithoutFilesHasRootAndNumbers() {
        files.clear();
        check("", 0, 0, List.of(0L), "/");
        check("5:6", 5, 6, List.of(6L), "/");
        assertEquals(
                "unable to find user app: no matching entries in passwd file",
                refusal(() -> lookUp("app")));
    }

    @Test
    void aShortLineHasNoHome() {
        check("homeless", 7, 7, List.of(7L), "/");
    }

    @Test
    void namesThatAreNowhereAreRefused() {
        assertEquals(
                "unable to find user x: no matching entries in passwd file",
                refusal(() -> lookUp("x")));
        assertEquals(
                "unable to find group y: no matching entries in group file",
                refusal(() -> lookUp("app:y")));
        assertEquals(
                "unable to find group z: no matching entries in group file",
                refusal(() -> lookUp("app", "z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2147483648",
                "4294967296",
                "-1",
                "99999999999999999999",
                "0:2147483648",
                "huge",
                "broken",
                "app:wide"
            })
    void idsOutOfRangeNeverBecomeRoot(String user) {
        assertEquals("uids and gids must be in range 0-2147483647", refusal(() -> lookUp(user)));
    }

    @Test
    void filesAreReadWithACap() {
        lookUp("app");
        assertEquals(Map.of("/etc/passwd", 1 << 20, "/etc/group", 1 << 20), caps);
    }
}
