package dev.joey.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.testing.DockerCli;
import dev.joey.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Volumes, binds and mounts as the Docker CLI's users know them. */
class DockerVolumesIT {
    @RegisterExtension static final DockerCli DOCKER = new DockerCli();

    @TempDir Path host;

    private static Program.Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--network", "none"));
        command.addAll(List.of(arguments));
        return DOCKER.run(command.toArray(String[]::new));
    }

    private static List<String> volumes() {
        return DOCKER.lines("volume", "ls", "-q");
    }

    @AfterEach
    void removeVolumes() {
        DOCKER.removeContainers();
        volumes().forEach(name -> DOCKER.ok("volume", "rm", name));
        assertEquals(List.of(), volumes());
    }

    @Test
    void aVolumeOutlivesItsContainers() {
        run("-v", "data:/d", "busybox", "sh", "-c", "echo kept > /d/f").ok();
        assertEquals("kept", run("-v", "data:/d", "busybox", "cat", "/d/f").ok().strip());
        assertEquals(List.of("data"), volumes());
        assertEquals(
                "local local map[]",
                DOCKER.ok("volume", "inspect", "-f", "{{.Driver}} {{.Scope}} {{.Labels}}", "data")
                        .strip());
    }

    @Test
    void aVolumeInUseIsNotRemoved() {
        String id = DOCKER.background("user", "sleep 100", "-v", "data:/d").strip();
        Program.Result refused = DOCKER.run("volume", "rm", "data");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("remove data: volume is in use - [" + id), refused.err());
        DOCKER.ok("rm", "-f", "user");
        DOCKER.ok("volume", "rm", "data");
        Program.Result missing = DOCKER.run("volume", "rm", "data");
        assertTrue(missing.err().contains("get data: no such volume"), missing.err());
        DOCKER.ok("volume", "rm", "-f", "data");
    }

    @Test
    void volumesThatNobodyNamedGoWithTheirContainerIfThatIsSaid() {
        DOCKER.ok("create", "--name", "one", "--network", "none", "-v", "/a", "busybox", "true");
        DOCKER.ok("create", "--name", "two", "--network", "none", "-v", "/a", "busybox", "true");
        assertEquals(2, volumes().size());
        DOCKER.ok("rm", "one");
        assertEquals(2, volumes().size());
        DOCKER.ok("rm", "-v", "two");
        assertEquals(1, volumes().size());
        run("-v", "/a", "-v", "named:/b", "busybox", "true").ok();
        assertEquals(2, volumes().size());
        assertTrue(volumes().contains("named"));
        // Prune takes the one without a name, and with -a the other.
        DOCKER.ok("volume", "prune", "-f");
        assertEquals(List.of("named"), volumes());
        DOCKER.ok("volume", "prune", "-fa");
        assertEquals(List.of(), volumes());
    }

    @Test
    void anEmptyVolumeGetsWhatTheImageHasThere() {
        String listed = "ls -lan /bin | tail -n +4 | md5sum";
        assertEquals(
                run("busybox", "sh", "-c", listed).ok(),
                run("-v", "filled:/bin", "busybox", "sh", "-c", listed).ok());
        assertEquals(
                "0",
                run("-v", "bare:/root/x:nocopy", "busybox", "sh", "-c", "ls /root/x | wc -l")
                        .ok()
                        .strip());
    }

    @Test
    void aReadOnlyMountIsThatAndAMissingSourceIsMade() throws IOException {
        Path made = host.resolve("made/deep");
        Program.Result refused = run("-v", made + ":/h:ro", "busybox", "sh", "-c", "echo x > /h/f");
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("Read-only file system"), refused.err());
        assertTrue(Files.isDirectory(made));
        run("-v", made + ":/h", "busybox", "sh", "-c", "echo x > /h/f").ok();
        assertEquals("x", Files.readString(made.resolve("f")).strip());
        Program.Result missing =
                run("--mount", "type=bind,src=" + host + "/none,dst=/h", "busybox", "true");
        assertEquals(125, missing.code());
        assertTrue(
                missing.err().contains("bind source path does not exist: " + host + "/none"),
                missing.err());
    }

    @Test
    void mountsOfAnotherContainerAreTakenOver() {
        DOCKER.background("other", "echo there > /d/f; sleep 100", "-v", "data:/d");
        assertEquals(
                "there", run("--volumes-from", "other", "busybox", "cat", "/d/f").ok().strip());
        Program.Result refused =
                run("--volumes-from", "other:ro", "busybox", "sh", "-c", "echo > /d/g");
        assertEquals(1, refused.code());
    }

    @Test
    void aPartOfAVolumeIsMountedAndNoSymlinkLeadsOut() {
        run(
                        "-v",
                        "data:/d",
                        "busybox",
                        "sh",
                        "-c",
                        "mkdir -p /d/a/b; echo in > /d/a/b/f; ln -s / /d/out; ln -s a/b /d/in")
                .ok();
        String mount = "type=volume,src=data,dst=/m,volume-subpath=";
        assertEquals("in", run("--mount", mount + "a/b", "busybox", "cat", "/m/f").ok().strip());
        assertEquals("in", run("--mount", mount + "in", "busybox", "cat", "/m/f").ok().strip());
        assertEquals(
                "a in out",
                run("--mount", mount + "out", "busybox", "sh", "-c", "echo $(ls /m)").ok().strip(),
                "the volume's own root");
        Program.Result missing = run("--mount", mount + "nowhere", "busybox", "true");
        assertTrue(missing.code() != 0 && missing.err().contains("nowhere"), missing.err());
    }

    @Test
    void aFileSystemInMemoryIsMadeAsAsked() {
        assertTrue(
                run(
                                "--mount",
                                "type=tmpfs,dst=/t,tmpfs-size=1m,tmpfs-mode=0700",
                                "busybox",
                                "sh",
                                "-c",
                                "grep ' /t ' /proc/mounts; ls -ld /t")
                        .ok()
                        .matches("(?s).*tmpfs.*size=1024k.*mode=700.*drwx------.*"));
    }

    @Test
    void optionsOfTheLocalDriverMountWhatTheySay() throws IOException {
        DOCKER.ok(
                "volume",
                "create",
                "--opt",
                "type=tmpfs",
                "--opt",
                "device=tmpfs",
                "--opt",
                "o=size=2m,uid=7",
                "memory");
        DOCKER.background("user", "echo x > /m/f; sleep 100", "-v", "memory:/m");
        assertEquals(
                "x",
                run("-v", "memory:/m", "busybox", "cat", "/m/f").ok().strip(),
                "still mounted");
        DOCKER.ok("rm", "-f", "user");
        assertEquals("", run("-v", "memory:/m", "busybox", "ls", "/m").ok().strip(), "made anew");

        Files.writeString(host.resolve("seen"), "");
        DOCKER.ok(
                "volume",
                "create",
                "--opt",
                "type=none",
                "--opt",
                "device=" + host,
                "--opt",
                "o=bind",
                "bound");
        assertEquals("seen", run("-v", "bound:/m", "busybox", "ls", "/m").ok().strip());
        DOCKER.ok("volume", "rm", "bound");
        assertTrue(Files.exists(host.resolve("seen")), "what is another's is not deleted");

        Program.Result refused = DOCKER.run("volume", "create", "--opt", "o=size=1m", "wrong");
        assertTrue(refused.err().contains("missing required option"), refused.err());
        Program.Result sized = DOCKER.run("volume", "create", "--opt", "size=1m", "sized");
        assertTrue(sized.err().contains("quota size requested but no quota support"), sized.err());
    }

    @Test
    void namesThatLeadElsewhereAreRefused() {
        for (String name : List.of("../x", "a/b", ".hidden", "x")) {
            Program.Result refused = DOCKER.run("volume", "create", name);
            assertEquals(1, refused.code(), name);
            assertFalse(refused.err().isEmpty());
        }
    }

    @Test
    void inspectShowsMountsAndListsCanBeFiltered() throws IOException {
        Files.setPosixFilePermissions(host, PosixFilePermissions.fromString("rwx------"));
        DOCKER.ok("volume", "create", "--label", "a=b", "data");
        DOCKER.ok(
                "create",
                "--name",
                "box",
                "--network",
                "none",
                "-v",
                "data:/d",
                "-v",
                host + ":/h:ro",
                "busybox",
                "true");
        assertEquals(
                List.of("volume data /d z true ", "bind  /h ro false rprivate", ""),
                DOCKER.lines(
                        "inspect",
                        "-f",
                        "{{range .Mounts}}{{.Type}} {{.Name}} {{.Destination}} {{.Mode}} {{.RW}}"
                                + " {{.Propagation}}{{println}}{{end}}",
                        "box"));
        assertEquals(
                List.of("box"),
                DOCKER.lines("ps", "-a", "--filter", "volume=data", "--format", "{{.Names}}"));
        assertEquals(List.of("data"), DOCKER.lines("volume", "ls", "-q", "-f", "label=a=b"));
        assertEquals(List.of(), DOCKER.lines("volume", "ls", "-q", "-f", "dangling=true"));
        assertEquals(List.of("data"), DOCKER.lines("volume", "ls", "-q", "-f", "name=at"));
    }
}
