package dev.arrway.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is done for each operation of the contract. */
public final class Operations {
  private final Map<String, Operation> operations;
  private final Map<String, HttpOperation> httpOperations;
  private final Map<String, BodyCheck> bodyChecks;
  private final Map<String, Admission> admissions;

  private Operations(Builder builder) {
    this.operations = Map.copyOf(builder.operations);
    this.httpOperations = Map.copyOf(builder.httpOperations);
    this.bodyChecks = Map.copyOf(builder.bodyChecks);
    this.admissions = Map.copyOf(builder.admissions);
  }

  /** Checks credentials that an operation takes as parameters, before the body is read. */
  @FunctionalInterface
  public interface Admission {
    /**
     * Fails for a call that is not to be read any further.
     *
     * @param call has the parameters as they were given, unchecked, and no body
     */
    Future<Void> admit(Call call);
  }

  /** Finds what is wrong with a body that its schema cannot say. */
  @FunctionalInterface
  public interface BodyCheck {
    /** Told of together with what the schema finds, so the body may be of any shape. */
    List<FieldError> wrong(ObjectNode body);
  }

  /** Does one operation, over any transport. */
  @FunctionalInterface
  public interface Operation {
    /**
     * Fails with a {@link dev.arrway.protocol.FailureException} for whatever a caller may hear of.
     */
    Future<Answer> run(Call call);
  }

  /** Does one operation that streams or carries files, so that only HTTP can call it. */
  @FunctionalInterface
  public interface HttpOperation {
    /**
     * Answers by itself, or leaves the answer to the gateway.
     *
     * @return the answer to write; empty when the response was written or is being streamed
     */
    Future<Optional<Answer>> serve(RoutingContext context, Call call);
  }

  /** The names of all operations. */
  public Set<String> ids() {
    Set<String> ids = new TreeSet<>(operations.keySet());
    ids.addAll(httpOperations.keySet());
    return ids;
  }

  Optional<Operation> operation(String id) {
    return Optional.ofNullable(operations.get(id));
  }

  Optional<HttpOperation> httpOperation(String id) {
    return Optional.ofNullable(httpOperations.get(id));
  }

  /** Returns whether calls of an operation must be admitted by their parameters. */
  Optional<Admission> admission(String id) {
    return Optional.ofNullable(admissions.get(id));
  }

  /** What is wrong with a body besides what its schema says. */
  List<FieldError> wrong(String id, ObjectNode body) {
    BodyCheck check = bodyChecks.get(id);
    return check == null ? List.of() : check.wrong(body);
  }

  /** Collects operations; every route class adds its own. */
  public static final class Builder {
    private final Map<String, Operation> operations = new HashMap<>();
    private final Map<String, HttpOperation> httpOperations = new HashMap<>();
    private final Map<String, BodyCheck> bodyChecks = new HashMap<>();
    private final Map<String, Admission> admissions = new HashMap<>();

    /** Has the bodies of an operation checked further. */
    @CanIgnoreReturnValue
    public Builder checked(String operationId, BodyCheck check) {
      bodyChecks.put(operationId, check);
      return this;
    }

    /** Has the calls of an operation admitted before their bodies are read. */
    @CanIgnoreReturnValue
    public Builder admitted(String operationId, Admission admission) {
      admissions.put(operationId, admission);
      return this;
    }

    /** Adds an operation that every transport can call. */
    @CanIgnoreReturnValue
    public Builder on(String operationId, Operation operation) {
      requireNew(operationId);
      operations.put(operationId, operation);
      return this;
    }

    /** Adds an operation that only HTTP can carry. */
    @CanIgnoreReturnValue
    public Builder onHttp(String operationId, HttpOperation operation) {
      requireNew(operationId);
      httpOperations.put(operationId, operation);
      return this;
    }

    /**
     * Adds an operation that every transport can call, and that HTTP calls in another way since it
     * may carry files there.
     */
    @CanIgnoreReturnValue
    public Builder on(String operationId, Operation operation, HttpOperation overHttp) {
      on(operationId, operation);
      httpOperations.put(operationId, overHttp);
      return this;
    }

    /** All of them. */
    public Operations build() {
      return new Operations(this);
    }

    private void requireNew(String operationId) {
      if (operations.containsKey(operationId) || httpOperations.containsKey(operationId)) {
        throw new IllegalStateException("two handlers for " + operationId);
      }
    }
  }
}
