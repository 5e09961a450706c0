package dev.arrway.platform.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.platform.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Collects a call's parts. */
public final class CallBuilder {
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
  private boolean background;
  private boolean probe;
  private @Nullable Duration cacheFor;
  private Deadline deadline = Deadline.NONE;
  private SkippedRows skipped = new SkippedRows();
  private IntFunction<String> statusDetail = StatusRules::detail;

  CallBuilder(String operation, HttpVerb verb, String path) {
    this.operation = operation;
    this.verb = verb;
    this.path = path;
    this.idempotent = verb.idempotent();
  }

  /** Adds a query pair. */
  @CanIgnoreReturnValue
  public CallBuilder query(String name, Object value) {
    query.add(new Param(name, value.toString()));
    return this;
  }

  /** Adds a query pair that holds a secret. */
  @CanIgnoreReturnValue
  public CallBuilder query(String name, Secret value) {
    query.add(new Param(name, value.reveal()));
    return this;
  }

  /** Adds query pairs. */
  @CanIgnoreReturnValue
  public CallBuilder queries(List<Param> pairs) {
    query.addAll(pairs);
    return this;
  }

  /** Adds a header. */
  @CanIgnoreReturnValue
  public CallBuilder header(String name, String value) {
    headers.add(new Param(name, value));
    return this;
  }

  /** Adds a header that holds a secret. */
  @CanIgnoreReturnValue
  public CallBuilder header(String name, Secret value) {
    headers.add(new Param(name, value.reveal()));
    return this;
  }

  /** Adds headers. */
  @CanIgnoreReturnValue
  public CallBuilder headers(List<Param> pairs) {
    headers.addAll(pairs);
    return this;
  }

  /** Sets what is sent. */
  @CanIgnoreReturnValue
  public CallBuilder body(HttpBody value) {
    this.body = value;
    return this;
  }

  /** Sets what the answer should look like; JSON otherwise. */
  @CanIgnoreReturnValue
  public CallBuilder expect(Expect value) {
    this.expect = value;
    return this;
  }

  /** Sets the limits of an attempt; those of a buffered answer otherwise. */
  @CanIgnoreReturnValue
  public CallBuilder limits(CallLimits value) {
    this.limits = value;
    return this;
  }

  /** Says that it may be sent twice, such as a POST whose effect was looked up first. */
  @CanIgnoreReturnValue
  public CallBuilder idempotent(boolean value) {
    this.idempotent = value;
    return this;
  }

  /** Says that a user waits for it. */
  @CanIgnoreReturnValue
  public CallBuilder waitedFor(boolean value) {
    this.waitedFor = value;
    return this;
  }

  /** Says that it only watches and must cost nobody anything. */
  @CanIgnoreReturnValue
  public CallBuilder background(boolean value) {
    this.background = value;
    return this;
  }

  /** Says that it finds out whether the upstream answers again, also while the breaker is open. */
  @CanIgnoreReturnValue
  public CallBuilder probe(boolean value) {
    this.probe = value;
    return this;
  }

  /** Lets a good answer to a GET be served again for so long. */
  @CanIgnoreReturnValue
  public CallBuilder cacheFor(Duration value) {
    this.cacheFor = value;
    return this;
  }

  /** Sets when nobody waits any more. */
  @CanIgnoreReturnValue
  public CallBuilder deadline(Deadline value) {
    this.deadline = value;
    return this;
  }

  /** Sets where rows of the answer that cannot be read are counted. */
  @CanIgnoreReturnValue
  public CallBuilder skipped(SkippedRows value) {
    this.skipped = value;
    return this;
  }

  /** Returns a reader of a list in the answer; see {@link RowReader}. */
  public <W, T> RowReader<W, T> rows(Class<W> type, Function<W, T> map) {
    return new RowReader<>(operation, type, map, skipped);
  }

  /**
   * Takes these statuses as answers, so that the caller can read their bodies. A 429 still holds
   * the instance back.
   */
  @CanIgnoreReturnValue
  public CallBuilder accept(int... statuses) {
    for (int status : statuses) {
      accepted.add(status);
    }
    return this;
  }

  /** Sets the detail of the failure for an HTTP status; by default it is a general one. */
  @CanIgnoreReturnValue
  public CallBuilder statusDetail(IntFunction<String> value) {
    this.statusDetail = value;
    return this;
  }

  /** The call. */
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
        background,
        probe,
        cacheFor,
        deadline,
        accepted,
        statusDetail);
  }
}
