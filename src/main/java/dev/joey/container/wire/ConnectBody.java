package dev.joey.container.wire;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of {@code POST /networks/{id}/connect} and {@code …/disconnect}. Source: Docker Engine
 * API 1.51, "NetworkConnectRequest" and "NetworkDisconnectRequest".
 *
 * @param force of disconnect: also a container that is gone
 */
@RegisterForReflection
@JsonNaming(UpperCamelCaseStrategy.class)
@JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
public record ConnectBody(String container, EndpointBody endpointConfig, boolean force) {}
