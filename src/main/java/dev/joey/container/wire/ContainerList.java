package dev.joey.container.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The answer of {@code GET /containers/json}.
 *
 * @param elements each a whole {@link ContainerListItem} in JSON
 */
@Schema(type = SchemaType.ARRAY, implementation = ContainerListItem.class)
public record ContainerList(List<SerializedString> elements) implements JsonSerializable {
    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        generator.writeStartArray();
        for (SerializedString element : elements) {
            generator.writeRawValue(element);
        }
        generator.writeEndArray();
    }

    @Override
    public void serializeWithType(
            JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(generator, provider);
    }
}
