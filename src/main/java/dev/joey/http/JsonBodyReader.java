package dev.joey.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.joey.error.EngineException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Reads JSON bodies as strictly and with the words of dockerd's {@code httputils.ReadJSON}: one
 * value, of type {@code application/json}; no body at all is null, whatever its type says.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
class JsonBodyReader implements MessageBodyReader<Object> {
    private final ObjectMapper json;

    JsonBodyReader(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return type != String.class
                && type != byte[].class
                && !InputStream.class.isAssignableFrom(type)
                && !Reader.class.isAssignableFrom(type);
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        PushbackInputStream input = new PushbackInputStream(body);
        int first = input.read();
        if (first < 0) {
            return null;
        }
        input.unread(first);
        String contentType = headers.getFirst("Content-Type");
        if (!isJson(contentType)) {
            throw new EngineException.InvalidParameter(unsupported(contentType));
        }
        ObjectReader reader =
                json.readerFor(json.constructType(genericType == null ? type : genericType));
        try (JsonParser parser = reader.createParser(input)) {
            return readOne(reader, parser);
        } catch (JsonProcessingException e) {
            throw new EngineException.InvalidParameter("invalid JSON: " + reason(e), e);
        }
    }

    private static Object readOne(ObjectReader reader, JsonParser parser) throws IOException {
        if (parser.nextToken() == null) {
            throw new EngineException.InvalidParameter(
                    "invalid JSON: got EOF while reading request body");
        }
        Object value = reader.readValue(parser);
        boolean more;
        try {
            more = parser.nextToken() != null;
        } catch (JsonProcessingException _) {
            more = true;
        }
        if (more) {
            throw new EngineException.InvalidParameter("unexpected content after JSON");
        }
        return value;
    }

    private static String reason(JsonProcessingException failure) {
        if (failure instanceof JsonEOFException || failure.getCause() instanceof JsonEOFException) {
            return "unexpected EOF";
        }
        if (failure instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return path(mapping) + ": " + failure.getOriginalMessage();
        }
        return failure.getOriginalMessage();
    }

    private static String path(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(
                        step ->
                                step.getFieldName() == null
                                        ? "[" + step.getIndex() + "]"
                                        : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT).equals(MediaType.APPLICATION_JSON);
    }

    /** Docker's words for a content type that is not JSON. */
    static String unsupported(String contentType) {
        if (contentType == null || contentType.isBlank()) {
            return "malformed Content-Type header (): mime: no media type";
        }
        return "unsupported Content-Type header (" + contentType + "): must be 'application/json'";
    }
}
