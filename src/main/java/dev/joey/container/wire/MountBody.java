package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * A mount of the newer form, asked for and shown again. Source: Docker Engine API 1.51, "Mount".
 * Every component is null or false when the client left it out.
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record MountBody(
        String type,
        String source,
        String target,
        boolean readOnly,
        String consistency,
        BindOptions bindOptions,
        VolumeOptions volumeOptions,
        ImageOptions imageOptions,
        TmpfsOptions tmpfsOptions,
        Map<String, Object> clusterOptions) {
    /** Of a bind. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record BindOptions(
            String propagation,
            boolean nonRecursive,
            boolean createMountpoint,
            boolean readOnlyNonRecursive,
            boolean readOnlyForceRecursive) {}

    /** Of a volume. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record VolumeOptions(
            boolean noCopy, Map<String, String> labels, String subpath, Driver driverConfig) {}

    /** The driver of a new volume. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Driver(String name, Map<String, String> options) {}

    /** Of an image. */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record ImageOptions(String subpath) {}

    /**
     * Of a file system in memory.
     *
     * @param mode bits, as 1777 octal
     * @param options each of one or two words
     */
    @RegisterForReflection
    @JsonNaming(UpperCamelCaseStrategy.class)
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record TmpfsOptions(long sizeBytes, int mode, List<List<String>> options) {}
}
