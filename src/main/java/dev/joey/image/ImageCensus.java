package dev.joey.image;

import dev.joey.error.EngineException;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many images there are. */
@ApplicationScoped
public class ImageCensus {
    private final javax.sql.DataSource reader;

    ImageCensus(@DataSource("reader") javax.sql.DataSource reader) {
        this.reader = reader;
    }

    /**
     * Counts now, each image once however many names it has.
     *
     * @throws EngineException.Unavailable if the database cannot be read
     */
    public int count() {
        try (Connection connection = reader.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT COUNT(*) FROM image");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        } catch (SQLException failure) {
            throw new EngineException.Unavailable(
                    "cannot count the images: " + failure.getMessage(), failure);
        }
    }
}
