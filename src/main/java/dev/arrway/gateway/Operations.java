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
  private final Map<String, CallAdmission> admissions;

  private Operations(Builder builder) {
    this.operations = Map.copyOf(builder.operations);
    this.httpOperations = Map.copyOf(builder.httpOperations);
    this.bodyChecks = Map.copyOf(builder.bodyChecks);
    this.admissions = Map.copyOf(builder.admissions);
  }

  /** Checks credentials that an operation takes as parameters, before the body is read. */
  @FunctionalInterface
  public interface CallAdmission {
    /**
     * Checks a call; a failed future refuses it before its body is read.
     *
     * @param call the parameters as received, not validated, and no body
     */
    Future<Void> admit(Call call);
  }

  /** Checks a body for errors that its schema cannot express. */
  @FunctionalInterface
  public interface BodyCheck {
    /**
     * Returns the errors, which are reported together with those of the schema. The body may not
     * match its schema.
     */
    List<FieldError> wrong(ObjectNode body);
  }

  /** The handler of one operation for all transports. */
  @FunctionalInterface
  public interface Operation {
    /**
     * Runs the operation; fails with a {@link dev.arrway.protocol.FailureException} for errors that
     * the caller may see.
     */
    Future<Answer> run(Call call);
  }

  /** The handler of one operation that streams or carries files, which only HTTP supports. */
  @FunctionalInterface
  public interface HttpOperation {
    /**
     * Writes the response itself, or returns an answer for the gateway to write.
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

  public Optional<Operation> operation(String id) {
    return Optional.ofNullable(operations.get(id));
  }

  Optional<HttpOperation> httpOperation(String id) {
    return Optional.ofNullable(httpOperations.get(id));
  }

  /** Returns the check of an operation's calls before their bodies are read, if it has one. */
  Optional<CallAdmission> admission(String id) {
    return Optional.ofNullable(admissions.get(id));
  }

  /** Returns the errors of a body that its schema cannot express. */
  List<FieldError> wrong(String id, ObjectNode body) {
    BodyCheck check = bodyChecks.get(id);
    return check == null ? List.of() : check.wrong(body);
  }

  /** Collects operations; every route class adds its own. */
  public static final class Builder {
    private final Map<String, Operation> operations = new HashMap<>();
    private final Map<String, HttpOperation> httpOperations = new HashMap<>();
    private final Map<String, BodyCheck> bodyChecks = new HashMap<>();
    private final Map<String, CallAdmission> admissions = new HashMap<>();

    /** Adds a check of an operation's bodies besides that of the schema. */
    @CanIgnoreReturnValue
    public Builder checked(String operationId, BodyCheck check) {
      bodyChecks.put(operationId, check);
      return this;
    }

    /** Adds a check of an operation's calls before their bodies are read. */
    @CanIgnoreReturnValue
    public Builder admitted(String operationId, CallAdmission admission) {
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

    /** Adds an operation that only HTTP supports. */
    @CanIgnoreReturnValue
    public Builder onHttp(String operationId, HttpOperation operation) {
      requireNew(operationId);
      httpOperations.put(operationId, operation);
      return this;
    }

    /**
     * Adds an operation that every transport can call, with a separate handler for HTTP, where it
     * may carry files.
     */
    @CanIgnoreReturnValue
    public Builder on(String operationId, Operation operation, HttpOperation overHttp) {
      on(operationId, operation);
      httpOperations.put(operationId, overHttp);
      return this;
    }

    /** Returns the collected operations. */
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
