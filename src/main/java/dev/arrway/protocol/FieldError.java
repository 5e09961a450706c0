package dev.arrway.protocol;

/**
 * One thing that is wrong with one field.
 *
 * @param field the field's path, such as {@code settings.max_retries}
 * @param message what is wrong, in a sentence that a person can act on; never the value of a secret
 */
public record FieldError(String field, String message) {}
