package dev.arrway.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.arrway.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
 * @param cacheFor how long a good answer may be served again; null: not at all
 * @param deadline when nobody waits any more
 * @param accepted statuses besides 2xx that come back as answers, not as failures
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
    @Nullable Duration cacheFor,
    Deadline deadline,
    Set<Integer> accepted) {

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
  public static Builder get(String operation, String path) {
    return new Builder(operation, HttpVerb.GET, path);
  }

  /** Begins a {@code POST} that expects JSON. */
  public static Builder post(String operation, String path) {
    return new Builder(operation, HttpVerb.POST, path);
  }

  /** Begins a {@code PUT} that expects JSON. */
  public static Builder put(String operation, String path) {
    return new Builder(operation, HttpVerb.PUT, path);
  }

  /** Begins a {@code DELETE} that expects JSON. */
  public static Builder delete(String operation, String path) {
    return new Builder(operation, HttpVerb.DELETE, path);
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
        cacheFor,
        other,
        accepted);
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
        cacheFor,
        deadline,
        accepted);
  }

  @Override
  public String toString() {
    return operation + " (" + verb + ")";
  }

  /** Collects a call's parts. */
  @CanIgnoreReturnValue
  public static final class Builder {
    private final String operation;
    private final HttpVerb verb;
    private final String path;
    private final List<Param> query = new ArrayList<>();
    private final List<Param> headers = new ArrayList<>();
    private final Set<Integer> accepted = new TreeSet<>();
    private @Nullable HttpBody body;
    private Expect expect = Expect.JSON;
    private CallLimits limits = CallLimits.BUFFERED;
    private boolean idempotent;
    private boolean waitedFor;
    private @Nullable Duration cacheFor;
    private Deadline deadline = Deadline.NONE;

    private Builder(String operation, HttpVerb verb, String path) {
      this.operation = operation;
      this.verb = verb;
      this.path = path;
      this.idempotent = verb.idempotent();
    }

    /** Adds a query pair. */
    public Builder query(String name, Object value) {
      query.add(new Param(name, value.toString()));
      return this;
    }

    /** Adds a query pair that holds a secret. */
    public Builder query(String name, Secret value) {
      query.add(new Param(name, value.reveal()));
      return this;
    }

    /** Adds query pairs. */
    public Builder queries(List<Param> pairs) {
      query.addAll(pairs);
      return this;
    }

    /** Adds a header. */
    public Builder header(String name, String value) {
      headers.add(new Param(name, value));
      return this;
    }

    /** Adds a header that holds a secret. */
    public Builder header(String name, Secret value) {
      headers.add(new Param(name, value.reveal()));
      return this;
    }

    /** Adds headers. */
    public Builder headers(List<Param> pairs) {
      headers.addAll(pairs);
      return this;
    }

    /** Sets what is sent. */
    public Builder body(HttpBody value) {
      this.body = value;
      return this;
    }

    /** Sets what the answer should look like; JSON otherwise. */
    public Builder expect(Expect value) {
      this.expect = value;
      return this;
    }

    /** Sets the limits of an attempt; those of a buffered answer otherwise. */
    public Builder limits(CallLimits value) {
      this.limits = value;
      return this;
    }

    /** Says that it may be sent twice, such as a POST whose effect was looked up first. */
    public Builder idempotent(boolean value) {
      this.idempotent = value;
      return this;
    }

    /** Says that a user waits for it. */
    public Builder waitedFor(boolean value) {
      this.waitedFor = value;
      return this;
    }

    /** Lets a good answer to a GET be served again for so long. */
    public Builder cacheFor(Duration value) {
      this.cacheFor = value;
      return this;
    }

    /** Sets when nobody waits any more. */
    public Builder deadline(Deadline value) {
      this.deadline = value;
      return this;
    }

    /**
     * Takes these statuses as answers, so that the caller can read their bodies. A 429 still holds
     * the instance back.
     */
    public Builder accept(int... statuses) {
      for (int status : statuses) {
        accepted.add(status);
      }
      return this;
    }

    /** The call. */
    @CheckReturnValue
    public HttpCall build() {
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
          cacheFor,
          deadline,
          accepted);
    }
  }
}
