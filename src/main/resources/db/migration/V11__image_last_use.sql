-- When a container that used an image was last removed; null if none ever was. What the image
-- collector goes by. Microseconds since 1970, UTC.
ALTER TABLE image ADD COLUMN last_used_micros INTEGER;
