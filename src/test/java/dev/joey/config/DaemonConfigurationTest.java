package dev.joey.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonConfigurationTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void emptyFile() throws IOException {
        file = folder.resolve("config.json");
        Files.writeString(file, "{}");
    }

    @Test
    void withoutOptionsTheDefaultsAreUnderTheTwoUsualRoots() throws BadConfiguration {
        Map<String, String> properties = properties();

        assertEquals("/var/lib/joey", properties.get("joey.data-root"));
        assertEquals("/run/joey", properties.get("joey.exec-root"));
        assertEquals("unix:///run/joey/joey.sock", properties.get("joey.hosts[0]"));
        assertEquals("/run/joey/joey.pid", properties.get("joey.pidfile"));
        assertEquals("INFO", properties.get("quarkus.log.category.\"dev.joey\".level"));
    }

    @Test
    void socketAndPidFileFollowTheExecRoot() throws BadConfiguration {
        Map<String, String> properties = properties("--exec-root", "/e", "--data-root=/d/");

        assertEquals("unix:///e/joey.sock", properties.get("joey.hosts[0]"));
        assertEquals("/e/joey.pid", properties.get("joey.pidfile"));
        assertEquals("/d", properties.get("joey.data-root"));
    }

    @Test
    void hostsAreTakenInOrderAndReplaceTheDefault() throws BadConfiguration {
        Map<String, String> properties =
                properties("-H", "unix:///a.sock", "--host=unix:///b.sock");

        assertEquals("unix:///a.sock", properties.get("joey.hosts[0]"));
        assertEquals("unix:///b.sock", properties.get("joey.hosts[1]"));
        assertNull(properties.get("joey.hosts[2]"));
    }

    @Test
    void everySettingOfTheFileHasTheEffectOfItsOption() throws Exception {
        Files.writeString(
                file,
                """
                {"hosts": ["unix:///f.sock"], "data-root": "/d", "exec-root": "/e", "debug": true,
                 "labels": ["a=1"], "log-opts": {"max-size": "10m"}, "default-shm-size": "1g",
                 "runtimes": {"crun": {"path": "/usr/bin/crun"}}, "default-runtime": "crun",
                 "shutdown-timeout": 3, "group": "docker", "init": true, "live-restore": true,
                 "exec-opts": ["native.cgroupdriver=cgroupfs"]}
                """);
        Map<String, String> fromFile = properties();
        Files.writeString(file, "{}");
        Map<String, String> fromOptions =
                properties(
                        "--host=unix:///f.sock",
                        "--data-root=/d",
                        "--exec-root=/e",
                        "-D",
                        "--label=a=1",
                        "--log-opt=max-size=10m",
                        "--default-shm-size=1g",
                        "--add-runtime=crun=/usr/bin/crun",
                        "--default-runtime=crun",
                        "--shutdown-timeout=3",
                        "-Gdocker",
                        "--init",
                        "--live-restore",
                        "--exec-opt=native.cgroupdriver=cgroupfs");

        fromOptions = withoutCommandLineKeys(fromOptions);
        assertEquals(withoutCommandLineKeys(fromFile), fromOptions);
        assertEquals("1073741824", fromFile.get("joey.default-shm-size-bytes"));
        assertEquals("/usr/bin/crun", fromFile.get("joey.runtimes.\"crun\""));
        assertEquals("DEBUG", fromFile.get("quarkus.log.category.\"dev.joey\".level"));
    }

    @Test
    void aSettingInBothSourcesIsRefusedInDockersWords() throws IOException {
        Files.writeString(file, "{\"labels\": [\"a=2\"], \"debug\": false}");

        assertEquals(
                "unable to configure the Joey daemon with file "
                        + file
                        + ": the following directives are specified both as a flag and in the"
                        + " configuration file: debug: (from flag: true, from file: false), labels:"
                        + " (from flag: [a=1 b=1], from file: [a=2])",
                problem("--label", "a=1", "--label", "b=1", "-D"));
    }

    @Test
    void runtimesOfBothSourcesAreMerged() throws Exception {
        Files.writeString(
                file,
                "{\"runtimes\": {\"a\": {\"path\": \"/a\", \"runtimeArgs\": [\"--debug\"]}}}");
        DaemonConfiguration configuration =
                DaemonConfiguration.of("--config-file", file.toString(), "--add-runtime", "b=/b");
        Map<String, String> properties =
                configuration.properties(Map.of("a", Path.of("/d/runtimes/a")));

        assertEquals(Map.of("a", List.of("/a", "--debug")), configuration.wrappedRuntimes());
        assertEquals("/d/runtimes/a", properties.get("joey.runtimes.\"a\""));
        assertEquals("--debug", properties.get("joey.runtime-args.\"a\"[0]"));
        assertEquals("/b", properties.get("joey.runtimes.\"b\""));
    }

    @Test
    void aDollarIsNoExpression() throws BadConfiguration {
        assertEquals(
                "a=$${joey.group}", properties("--label", "a=${joey.group}").get("joey.labels[0]"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--frobnicate | --frobnicate",
                "--bridge=none | this version of Joey does not support --bridge yet",
                "-b br0 | this version of Joey does not support -b yet",
                "--registry-mirror=m | --registry-mirror: \"m\": http://host or https://host is needed",
                "--insecure-registry=http://m | without scheme",
                "--max-concurrent-downloads=0 | a number from 1 to 999 is needed",
                "--log-level=loud | --log-level: \"loud\"",
                "--host=2375 | --host: \"2375\"",
                "--host=fd:// | sockets from systemd",
                "--host=unix://relative | absolute path",
                "--data-root=relative | --data-root: \"relative\"",
                "--data-root=/a,b | --data-root: \"/a,b\"",
                "--label=nothing | --label: \"nothing\": a label is key=value",
                "--label=a=1 --label=a=2 | conflict labels for a",
                "--default-runtime=nope | specified default runtime 'nope' does not exist",
                "--add-runtime=runc=/x | runtime name 'runc' is reserved",
                "--add-runtime=x | --add-runtime: \"x\": name=value is needed",
                "--default-shm-size=much | --default-shm-size: \"much\"",
                "--shutdown-timeout=-1 | --shutdown-timeout: \"-1\"",
                "--exec-opt=native.cgroupdriver=systemd | cgroupfs only",
                "--storage-driver=overlay2 | --storage-driver: \"overlay2\"",
                "--live-restore=false | always outlive",
                "--debug=maybe | --debug: \"maybe\"",
                "--metrics-addr=9323 | --metrics-addr: \"9323\"",
                "--metrics-addr=:99999 | --metrics-addr: \":99999\"",
                "--host=tcp://0.0.0.0:2375 | tcp://0.0.0.0:2375 needs --tlscacert",
                "--host=tcp://0.0.0.0:2375 --tls=false | needs --tlscacert",
                "--host=tcp://0.0.0.0:2375 --insecure-tcp | needs --tlscacert",
                "--host=tcp://:2376 --tlscert=/c --tlskey=/k | needs --tlscacert",
                "--exec-root=/var/lib/joey | need two folders",
                "surplus | surplus",
            })
    void aBadOptionIsNamedInOneLine(String arguments, String message) {
        String problem = problem(arguments.split(" ", -1));

        assertTrue(problem.contains(message), problem);
        assertFalse(problem.contains("\n"), problem);
    }

    @Test
    void tcpOpensWithMutualTlsOrTwoConfessions() throws BadConfiguration {
        String host = "--host=tcp://127.0.0.1:2376";
        properties(host, "--tlsverify", "--tlscacert=/a", "--tlscert=/c", "--tlskey=/k");
        Map<String, String> open = properties(host, "--tls=false", "--insecure-tcp");

        assertEquals("false", open.get("joey.tls.enabled"));
        assertEquals("true", open.get("joey.tls.insecure-tcp"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"frob\": 1} | the following directives don't match any configuration option: frob",
                "{\"bridge\": \"\"} | does not support bridge yet",
                "{\"registry-mirrors\": [\"ftp://m\"]} | http://host or https://host is needed",
                "{\"proxies\": {\"ftp-proxy\": \"x\"}} | proxies.ftp-proxy",
                "{\"debug\": \"yes\"} | invalid value for debug: \"yes\": true or false is needed",
                "{\"labels\": \"a=1\"} | invalid value for labels",
                "{\"labels\": [\"a\"]} | a label is key=value",
                "{\"hosts\": [1]} | invalid value for hosts",
                "{\"data-root\": 7} | invalid value for data-root",
                "{\"log-opts\": {\"a\": 1}} | invalid value for log-opts.a",
                "{\"runtimes\": {\"a\": {}}} | runtimes.a: a path is needed",
                "{\"runtimes\": {\"a\": {\"path\": \"/a\", \"x\": 1}}} | runtimes.a.x",
                "{\"runtimes\": {\"a\": {\"runtimeType\": \"t\"}}} | runtimes.a.runtimeType yet",
                "{\"debug\": true, \"debug\": true} | Duplicate",
                "{\"debug\": true | line 1",
                "[] | a JSON object is needed",
                "{} {} | behind the JSON object",
                "`` | it is empty",
            })
    void aBadFileIsNamedWithWhatIsWrongInOneLine(String content, String message)
            throws IOException {
        Files.writeString(file, content);
        String problem = problem();

        assertTrue(problem.contains(file.toString()), problem);
        assertTrue(problem.contains(message), problem);
        assertFalse(problem.contains("\n"), problem);
    }

    @Test
    void aNamedFileMustBeThere() {
        BadConfiguration problem =
                assertThrows(
                        BadConfiguration.class,
                        () -> DaemonConfiguration.of("--config-file", folder + "/none"));

        assertTrue(problem.getMessage().endsWith(folder + "/none: no such file"));
    }

    @Test
    void everyOptionIsInTheHelp() {
        String help = DaemonConfiguration.help();

        for (Setting setting : Setting.values()) {
            assertTrue(help.contains(setting.options().getFirst()), setting.key());
        }
    }

    private Map<String, String> properties(String... arguments) throws BadConfiguration {
        return DaemonConfiguration.of(withFile(arguments)).properties(Map.of());
    }

    private String problem(String... arguments) {
        return assertThrows(
                        BadConfiguration.class, () -> DaemonConfiguration.of(withFile(arguments)))
                .getMessage();
    }

    private String[] withFile(String... arguments) {
        return Stream.concat(Stream.of("--config-file", file.toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    private static Map<String, String> withoutCommandLineKeys(Map<String, String> properties) {
        return properties.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("joey.command-line-keys"))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
