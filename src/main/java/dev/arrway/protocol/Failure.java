package dev.arrway.protocol;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure as it travels between actors and to clients.
 *
 * @param code the stable code
 * @param detail one neutral sentence: no secret, no SQL, no upstream text that was not meant for
 *     people
 * @param retryAfterMs milliseconds after which trying again makes sense, or null when unknown
 * @param errors the fields that are wrong, empty when the failure is not about fields
 */
public record Failure(
    FailureCode code, String detail, @Nullable Long retryAfterMs, List<FieldError> errors)
    implements Reply {

  public Failure {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(detail, "detail");
    errors = errors == null ? List.of() : List.copyOf(errors);
  }

  /** A failure without fields and without a time to come back. */
  public static Failure of(FailureCode code, String detail) {
    return new Failure(code, detail, null, List.of());
  }

  /** A failure that is over after a while. */
  public static Failure retryAfter(FailureCode code, String detail, Duration wait) {
    return new Failure(code, detail, Math.max(0, wait.toMillis()), List.of());
  }

  /** A 422 that names every field at fault. */
  public static Failure invalid(List<FieldError> errors) {
    String detail =
        errors.size() == 1
            ? errors.get(0).field() + ": " + errors.get(0).message()
            : errors.size() + " fields are invalid";
    return new Failure(FailureCode.INVALID, detail, null, errors);
  }

  /** A 422 about one field. */
  public static Failure invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /** A 404; {@code what} names the kind of object, such as "instance". */
  public static Failure notFound(String what) {
    return of(FailureCode.NOT_FOUND, "There is no such " + what + ".");
  }

  /** The same as something to throw or to fail a future with. */
  public FailureException asException() {
    return new FailureException(this, null);
  }
}
