package dev.arrway.platform.http;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One request to an upstream, whatever its address. Its text shows the operation and the method
 * only, since paths, queries and headers carry keys.
 *
 * @param operation a short fixed name for logs and metrics, such as {@code movie.list}
 * @param verb the method
 * @param path below the instance's base URL, with a leading slash, percent-encoded where needed
 * @param query pairs in order, not encoded; names may repeat
 * @param headers pairs in order
 * @param body what is sent, if anything
 * @param expect what the answer should look like
 * @param limits time and size of one attempt
 * @param idempotent whether it may be sent twice
 * @param waitedFor whether a user waits: then it is not retried after a connect failure or time-out
 * @param background whether it only watches: it yields to all others, is not tried again, and
 *     neither opens nor closes the breaker
 * @param probe whether it finds out if an upstream answers again: it passes an open breaker, and
 *     closes it when it succeeds
 * @param cacheFor how long a good answer may be served again; null: not at all
 * @param deadline when nobody waits any more
 * @param accepted statuses besides 2xx that come back as answers, not as failures
 * @param statusDetail returns the detail of the failure for a status that is not accepted
 */
public record HttpCall(
    String operation,
    HttpVerb verb,
    String path,
    List<Param> query,
    List<Param> headers,
    @Nullable HttpBody body,
    Expect expect,
    CallLimits limits,
    boolean idempotent,
    boolean waitedFor,
    boolean background,
    boolean probe,
    @Nullable Duration cacheFor,
    Deadline deadline,
    Set<Integer> accepted,
    IntFunction<String> statusDetail) {

  public HttpCall {
    Objects.requireNonNull(operation, "operation");
    if (!path.isEmpty() && !path.startsWith("/")) {
      throw new IllegalArgumentException("path of " + operation + " must start with a slash");
    }
    query = List.copyOf(query);
    headers = List.copyOf(headers);
    accepted = Set.copyOf(accepted);
  }

  /** Begins a {@code GET} that expects JSON. */
  public static CallBuilder get(String operation, String path) {
    return new CallBuilder(operation, HttpVerb.GET, path);
  }

  /** Begins a {@code POST} that expects JSON. */
  public static CallBuilder post(String operation, String path) {
    return new CallBuilder(operation, HttpVerb.POST, path);
  }

  /** Begins a {@code PUT} that expects JSON. */
  public static CallBuilder put(String operation, String path) {
    return new CallBuilder(operation, HttpVerb.PUT, path);
  }

  /** Begins a {@code DELETE} that expects JSON. */
  public static CallBuilder delete(String operation, String path) {
    return new CallBuilder(operation, HttpVerb.DELETE, path);
  }

  /** The same call with another deadline. */
  public HttpCall withDeadline(Deadline other) {
    return new HttpCall(
        operation,
        verb,
        path,
        query,
        headers,
        body,
        expect,
        limits,
        idempotent,
        waitedFor,
        background,
        probe,
        cacheFor,
        other,
        accepted,
        statusDetail);
  }

  /** The same call with other limits. */
  public HttpCall withLimits(CallLimits other) {
    return new HttpCall(
        operation,
        verb,
        path,
        query,
        headers,
        body,
        expect,
        other,
        idempotent,
        waitedFor,
        background,
        probe,
        cacheFor,
        deadline,
        accepted,
        statusDetail);
  }

  @Override
  public String toString() {
    return operation + " (" + verb + ")";
  }
}
