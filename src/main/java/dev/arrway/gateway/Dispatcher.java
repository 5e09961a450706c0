package dev.arrway.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to every operation over every transport. By the head of a request alone it decides
 * whether the request is admitted (credentials, rate limit, role); only then is the body read, held
 * against the contract, and the operation run.
 */
public final class Dispatcher {
  /** The operations that need no credentials; the contract must name the same. */
  static final Set<String> PUBLIC =
      Set.of("getSetup", "completeSetup", "login", "refresh", "receiveWebhook");

  /** Calls of all users that may be in progress at once. */
  private static final int MOST_CALLS = 4_000;

  private final Map<String, ContractOperation> contract;
  private final Operations operations;
  private final RequestLimits limits;
  private final FairSlots callsInProgress;
  private final CallObserver observer;
  private final RequestBodies bodies;

  private Dispatcher(
      Map<String, ContractOperation> contract,
      Operations operations,
      RequestLimits limits,
      FairSlots callsInProgress,
      CallObserver observer,
      RequestBodies bodies) {
    this.contract = contract;
    this.operations = operations;
    this.limits = limits;
    this.callsInProgress = callsInProgress;
    this.observer = observer;
    this.bodies = bodies;
  }

  /** Creates a dispatcher with the standard limit of calls in progress. */
  public static Dispatcher of(
      OpenAPIContract contract,
      Operations operations,
      double limitsFactor,
      CallObserver observer,
      RequestBodies bodies) {
    int calls = UserQuotas.standard().atOnce().calls();
    return of(contract, operations, limitsFactor, calls, observer, bodies);
  }

  /**
   * Creates a dispatcher.
   *
   * @param callsPerUser calls of one user that may be in progress at once
   * @throws IllegalStateException when contract and operations differ, or the contract makes
   *     something public that is not listed
   */
  public static Dispatcher of(
      OpenAPIContract contract,
      Operations operations,
      double limitsFactor,
      int callsPerUser,
      CallObserver observer,
      RequestBodies bodies) {
    Map<String, ContractOperation> byId = new LinkedHashMap<>();
    for (Operation operation : contract.operations()) {
      byId.put(operation.getOperationId(), new ContractOperation(operation));
    }
    requireSame(byId.keySet(), operations.ids());
    byId.values().forEach(operation -> requireConsistent(operation, operations));
    FairSlots calls =
        new FairSlots(
            "calls",
            "limits.calls",
            FairSlots.SlotLimits.withoutQueue(
                Math.max(MOST_CALLS, Math.multiplyExact(2, callsPerUser)), callsPerUser));
    return new Dispatcher(
        byId, operations, new RequestLimits(limitsFactor), calls, observer, bodies);
  }

  private static void requireSame(Set<String> inContract, Set<String> handled) {
    Set<String> missing = new TreeSet<>(inContract);
    missing.removeAll(handled);
    Set<String> unknown = new TreeSet<>(handled);
    unknown.removeAll(inContract);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalStateException(
          "the contract's operations without a handler: "
              + missing
              + "; handlers without an operation in the contract: "
              + unknown);
    }
  }

  private static void requireConsistent(ContractOperation operation, Operations operations) {
    if (operation.needsNoCredentials() != PUBLIC.contains(operation.id())) {
      throw new IllegalStateException(
          operation.id()
              + " is public in the contract or in the list of public operations, not in both");
    }
    if (operation.httpOnly() != operations.operation(operation.id()).isEmpty()) {
      throw new IllegalStateException(
          operation.id()
              + " must have handlers for exactly the transports that the contract names");
    }
  }

  Collection<ContractOperation> contractOperations() {
    return contract.values();
  }

  @Nullable ContractOperation contractOperation(String id) {
    return contract.get(id);
  }

  Operations operations() {
    return operations;
  }

  /** Returns the memory and the threads for bodies, which all transports share. */
  public RequestBodies bodies() {
    return bodies;
  }

  /** Reads the parameters and the body of a request. */
  interface ContentReader {
    /** Returns the parameters, without reading the body. */
    Map<String, Object> parameters();

    /**
     * Reads parameters and body; called only after the request was admitted.
     *
     * @param reservation counts the memory of the body until the operation has ended
     */
    Future<RequestContent> read(BodyReservation reservation);
  }

  /** Returns a reader of content that has been read already. */
  static ContentReader present(Supplier<RequestContent> content) {
    return new ContentReader() {
      @Override
      public Map<String, Object> parameters() {
        return content.get().parameters();
      }

      @Override
      public Future<RequestContent> read(BodyReservation reservation) {
        return Future.succeededFuture(content.get());
      }
    };
  }

  /** Runs an operation; fails only with {@link FailureException}. */
  Future<Answer> dispatch(RequestHead head, ContentReader reader) {
    return observed(
        head,
        reader,
        call ->
            operations.operation(head.operationId()).orElseThrow(Dispatcher::unknown).run(call));
  }

  /**
   * Does what {@link #dispatch} does around an operation of which only the transport knows how it
   * is done: admits the request by its head, reads its content, validates it, runs the work.
   */
  <T> Future<T> observed(RequestHead head, ContentReader reader, Function<Call, Future<T>> work) {
    long begun = System.nanoTime();
    ContractOperation operation = contract.get(head.operationId());
    if (operation == null) {
      return Future.failedFuture(
          limits.refused(head.limitKey(), unknown().failure()).asException());
    }
    BodyReservation reservation = bodies.reservation(head.caller(), head.address());
    Call[] known = {unchecked(head, Map.of())};
    return attempt(
            () -> {
              admit(operation, head);
              return admitByParameters(head, reader)
                  .compose(admitted -> reader.read(reservation))
                  .compose(content -> validate(operation, head, content, reservation));
            })
        .compose(
            call -> {
              known[0] = call;
              return inProgress(call.caller(), () -> work.apply(call));
            })
        .transform(
            done -> {
              reservation.close();
              Failure failure = done.succeeded() ? null : failure(head, done.cause());
              int status = failure != null ? failure.code().status() : status(done.result());
              observer.ended(
                  known[0],
                  !operation.method().equals("GET"),
                  status,
                  failure == null ? "ok" : failure.code().wireName(),
                  Duration.ofNanos(System.nanoTime() - begun));
              return failure == null
                  ? Future.succeededFuture(done.result())
                  : Future.failedFuture(failure.asException());
            });
  }

  /** Calls without a user are public operations, which have limits per address. */
  private <T> Future<T> inProgress(@Nullable Caller caller, Supplier<Future<T>> work) {
    return caller == null ? work.get() : callsInProgress.run(caller.userId(), work);
  }

  /** Returns what a cause is called outside, counted against the caller's limit of refusals. */
  private Failure failure(RequestHead head, Throwable cause) {
    Failure failure = Problems.of(cause, head.operationId(), head.traceId());
    return limits.refused(head.limitKey(), failure);
  }

  /** Returns the failure that a request gets that belongs to no operation. */
  Failure refusal(@Nullable Caller caller, String address, FailureException known) {
    return limits.refused(RequestHead.limitKey(caller, address), known.failure());
  }

  private static int status(Object result) {
    return result instanceof Answer answer ? answer.status() : 200;
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError e) {
      return Future.failedFuture(e);
    }
  }

  /** The rate limit comes first, so that refused calls count against it, too. */
  private void admit(ContractOperation operation, RequestHead head) {
    Caller caller = head.caller();
    if (caller == null && !operation.needsNoCredentials()) {
      throw FailureException.of(FailureCode.UNAUTHENTICATED, "This needs credentials.");
    }
    limits.take(head.limitKey(), operation);
    if (caller != null
        && !operation.needsNoCredentials()
        && !caller.role().atLeast(operation.leastRole())) {
      throw FailureException.of(
          FailureCode.FORBIDDEN, needed(operation.leastRole(), caller.keyId() != null));
    }
  }

  private static String needed(Role role, boolean forKey) {
    return forKey
        ? "A personal key needs the scope \"%s\" for this, and its owner needs the role %s."
            .formatted(Scope.of(role).wireName(), role.wireName())
        : "This needs the role " + role.wireName() + ".";
  }

  private Future<Void> admitByParameters(RequestHead head, ContentReader reader) {
    Map<String, Object> parameters = reader.parameters();
    TextRules.require(parameters, null);
    return operations
        .admission(head.operationId())
        .map(admission -> admission.admit(unchecked(head, parameters)))
        .orElse(Future.succeededFuture());
  }

  private Future<Call> validate(
      ContractOperation operation,
      RequestHead head,
      RequestContent content,
      BodyReservation reservation) {
    return bodies.validate(content, reservation, () -> validated(operation, head, content));
  }

  private Call validated(ContractOperation operation, RequestHead head, RequestContent content) {
    TextRules.require(content.parameters(), content.body());
    ObjectNode body = JsonText.tree(content.body());
    operation.check(
        content.parameters(), content.body(), operations.wrong(head.operationId(), body));
    return new Call(
        head.operationId(),
        head.caller(),
        head.address(),
        head.traceId(),
        parameters(operation, content),
        body);
  }

  /** What the contract knows, and the client's name for itself, which is no parameter. */
  private static Map<String, Object> parameters(
      ContractOperation operation, RequestContent content) {
    Map<String, Object> all = operation.withDefaults(content.parameters());
    String userAgent = content.userAgent();
    if (userAgent != null) {
      all.put(Call.USER_AGENT, userAgent);
    }
    return all;
  }

  private static Call unchecked(RequestHead head, Map<String, Object> parameters) {
    return new Call(
        head.operationId(),
        head.caller(),
        head.address(),
        head.traceId(),
        parameters,
        ApiJson.mapper().createObjectNode());
  }

  private static FailureException unknown() {
    return FailureException.of(FailureCode.NOT_FOUND, "There is no such operation.");
  }
}
