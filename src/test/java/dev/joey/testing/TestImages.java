package dev.joey.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.joey.oci.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Makes images and their archives, a small one of the machine's own static busybox among them.
 * Archives are lists of members until they are packed, so that tests can spoil them.
 */
public final class TestImages {
    private static final String[] APPLETS = {
        "sh",
        "ash",
        "cat",
        "cp",
        "date",
        "dd",
        "echo",
        "env",
        "false",
        "grep",
        "head",
        "hostname",
        "id",
        "kill",
        "ln",
        "ls",
        "mkdir",
        "mount",
        "nc",
        "od",
        "ps",
        "pwd",
        "rm",
        "sed",
        "seq",
        "sleep",
        "sort",
        "stat",
        "stty",
        "tail",
        "test",
        "top",
        "touch",
        "tr",
        "true",
        "tty",
        "uname",
        "wc",
        "wget",
        "which",
        "whoami",
        "yes",
    };
    private static final String TAR = "application/vnd.oci.image.layer.v1.tar";

    private TestImages() {}

    /** A member of an archive; {@code type} is tar's. */
    public record Member(String path, byte type, byte[] bytes, String target) {
        public static Member file(String path, byte[] bytes) {
            return new Member(path, TarConstants.LF_NORMAL, bytes, "");
        }

        public static Member file(String path, String text) {
            return file(path, text.getBytes(UTF_8));
        }

        public static Member symlink(String path, String target) {
            return new Member(path, TarConstants.LF_SYMLINK, new byte[0], target);
        }
    }

    /**
     * An image.
     *
     * @param name or null
     * @param layers uncompressed, from the base upwards
     * @param config JSON text of the config
     */
    public record TestImage(String name, List<byte[]> layers, String config) {
        public Digest id() {
            return digest(config.getBytes(UTF_8));
        }
    }

    /** Busybox with the usual files of {@code /etc}; its command is {@code sh}. */
    public static TestImage busybox(String name) {
        try {
            return image(name, "amd64", List.of(busyboxLayer()), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An image of these layers, made on 2024-05-01. */
    public static TestImage image(
            String name, String architecture, List<byte[]> layers, Map<String, String> labels) {
        StringBuilder diffIds = new StringBuilder();
        StringBuilder history = new StringBuilder();
        for (byte[] layer : layers) {
            diffIds.append(diffIds.isEmpty() ? "" : ",")
                    .append('"')
                    .append(digest(layer))
                    .append('"');
            history.append("{\"created\":\"2024-05-01T10:00:00Z\",\"created_by\":\"ADD rootfs\"},");
        }
        StringBuilder labelText = new StringBuilder();
        labels.forEach(
                (key, value) ->
                        labelText
                                .append(labelText.isEmpty() ? "" : ",")
                                .append("\"%s\":\"%s\"".formatted(key, value)));
        return new TestImage(
                name,
                layers,
                """
                {"architecture":"%s","os":"linux","created":"2024-05-01T10:00:00Z",\
                "config":{"Env":["PATH=/bin"],"Cmd":["sh"],"Labels":{%s}},\
                "rootfs":{"type":"layers","diff_ids":[%s]},\
                "history":[%s{"created":"2024-05-01T10:00:01Z","created_by":"CMD [sh]",\
                "empty_layer":true}]}"""
                        .formatted(architecture, labelText, diffIds, history));
    }

    /** A layer with these text files. */
    public static byte[] layer(Map<String, String> files) {
        return tar(
                files.entrySet().stream()
                        .map(file -> Member.file(file.getKey(), file.getValue()))
                        .toList());
    }

    /** Members of what {@code docker save} writes; the manifest comes last, as there. */
    public static List<Member> dockerArchive(TestImage... images) {
        Map<String, Member> members = new LinkedHashMap<>();
        List<String> items = new ArrayList<>();
        for (TestImage image : images) {
            List<String> paths = new ArrayList<>();
            for (byte[] layer : image.layers()) {
                String path = digest(layer).hex() + "/layer.tar";
                members.put(path, Member.file(path, layer));
                paths.add("\"" + path + "\"");
            }
            String config = image.id().hex() + ".json";
            members.put(config, Member.file(config, image.config()));
            items.add(
                    "{\"Config\":\"%s\",\"RepoTags\":%s,\"Layers\":[%s]}"
                            .formatted(
                                    config,
                                    image.name() == null ? "null" : "[\"" + image.name() + "\"]",
                                    String.join(",", paths)));
        }
        List<Member> archive = new ArrayList<>(members.values());
        archive.add(Member.file("manifest.json", "[" + String.join(",", items) + "]"));
        return archive;
    }

    /** Members of an OCI layout with gzip layers. */
    public static List<Member> ociLayout(TestImage... images) {
        Map<String, Member> members = new LinkedHashMap<>();
        List<String> entries = new ArrayList<>();
        for (TestImage image : images) {
            String name =
                    image.name() == null
                            ? ""
                            : ",\"annotations\":{\"io.containerd.image.name\":\"%s\"}"
                                    .formatted(image.name());
            byte[] manifest = manifest(image, members);
            entries.add(
                    "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",%s%s}"
                            .formatted(pointer(manifest), name));
            add(members, manifest);
        }
        List<Member> layout = new ArrayList<>(members.values());
        layout.add(Member.file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}"));
        layout.add(
                Member.file(
                        "index.json",
                        "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}"));
        return layout;
    }

    /** The manifest of an image; its config and layers are added to {@code members}. */
    public static byte[] manifest(TestImage image, Map<String, Member> members) {
        List<String> layers = new ArrayList<>();
        for (byte[] layer : image.layers()) {
            byte[] zipped = gzip(layer);
            add(members, zipped);
            layers.add("{\"mediaType\":\"%s+gzip\",%s}".formatted(TAR, pointer(zipped)));
        }
        byte[] config = image.config().getBytes(UTF_8);
        add(members, config);
        return ("{\"schemaVersion\":2,"
                        + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\","
                        + pointer(config)
                        + "},\"layers\":["
                        + String.join(",", layers)
                        + "]}")
                .getBytes(UTF_8);
    }

    /** Adds a blob under its digest. */
    public static void add(Map<String, Member> members, byte[] blob) {
        String path = "blobs/sha256/" + digest(blob).hex();
        members.put(path, Member.file(path, blob));
    }

    /** Digest and size, as in a descriptor. */
    public static String pointer(byte[] blob) {
        return "\"digest\":\"%s\",\"size\":%d".formatted(digest(blob), blob.length);
    }

    /** Packs members in their order. */
    public static byte[] tar(List<Member> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Member member : members) {
                TarArchiveEntry entry = new TarArchiveEntry(member.path(), member.type(), true);
                entry.setSize(member.bytes().length);
                entry.setLinkName(member.target());
                entry.setMode(0755);
                entry.setModTime(0L);
                tar.putArchiveEntry(entry);
                tar.write(member.bytes());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }

    public static Digest digest(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Digest("sha256:" + HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] busyboxLayer() throws IOException {
        List<Member> files = new ArrayList<>();
        files.add(new Member("bin/", TarConstants.LF_DIR, new byte[0], ""));
        files.add(Member.file("bin/busybox", Files.readAllBytes(Path.of("/bin/busybox"))));
        for (String applet : APPLETS) {
            files.add(Member.symlink("bin/" + applet, "busybox"));
        }
        for (String folder : List.of("etc/", "tmp/", "root/", "proc/", "sys/", "dev/")) {
            files.add(new Member(folder, TarConstants.LF_DIR, new byte[0], ""));
        }
        files.add(
                Member.file(
                        "etc/passwd",
                        "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n"));
        files.add(Member.file("etc/group", "root:x:0:\nnogroup:x:65534:\n"));
        return tar(files);
    }

    /**
     * Writes archives for use from a shell: {@code TestImages docker|oci NAME FILE}.
     *
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        TestImage image = busybox(arguments[1]);
        List<Member> members = arguments[0].equals("oci") ? ociLayout(image) : dockerArchive(image);
        Files.write(Path.of(arguments[2]), tar(members));
    }
}
