package dev.arrway.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.bus.FairSlots;
import dev.arrway.config.UserQuotas;
import dev.arrway.identity.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
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
 * The one way to every operation, whichever door a call comes through: who calls, how often, what
 * the contract says, then the operation itself.
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

  private Dispatcher(
      Map<String, ContractOperation> contract,
      Operations operations,
      RequestLimits limits,
      FairSlots callsInProgress,
      CallObserver observer) {
    this.contract = contract;
    this.operations = operations;
    this.limits = limits;
    this.callsInProgress = callsInProgress;
    this.observer = observer;
  }

  /** Creates a dispatcher with the standard limit of calls in progress. */
  public static Dispatcher of(
      OpenAPIContract contract, Operations operations, double limitsFactor, CallObserver observer) {
    int calls = UserQuotas.standard().atOnce().calls();
    return of(contract, operations, limitsFactor, calls, observer);
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
      CallObserver observer) {
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
            FairSlots.Limits.withoutQueue(
                Math.max(MOST_CALLS, Math.multiplyExact(2, callsPerUser)), callsPerUser));
    return new Dispatcher(byId, operations, new RequestLimits(limitsFactor), calls, observer);
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
          operation.id() + " has a handler for other doors than the contract says");
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

  /** A request as a door has read it, not yet held against the contract. */
  record Request(
      String operationId,
      @Nullable Caller caller,
      String address,
      String traceId,
      Map<String, Object> parameters,
      @Nullable JsonObject body,
      @Nullable String userAgent) {}

  /** Does an operation. Always fails with a {@link FailureException}. */
  Future<Answer> dispatch(Request request) {
    return observed(
        request,
        call ->
            operations.operation(request.operationId()).orElseThrow(Dispatcher::unknown).run(call));
  }

  /**
   * Does what {@link #dispatch} does around an operation of which only the door knows how it is
   * done.
   */
  <T> Future<T> observed(Request request, Function<Call, Future<T>> work) {
    long begun = System.nanoTime();
    ContractOperation operation = contract.get(request.operationId());
    if (operation == null) {
      return Future.failedFuture(unknown());
    }
    Call[] known = {unchecked(request)};
    return attempt(
            () -> {
              known[0] = admit(operation, request);
              return inProgress(request.caller(), () -> work.apply(known[0]));
            })
        .transform(
            done -> {
              Failure failure =
                  done.succeeded()
                      ? null
                      : Problems.of(done.cause(), request.operationId(), request.traceId());
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

  private static int status(Object result) {
    return result instanceof Answer answer ? answer.status() : 200;
  }

  private static <T> Future<T> attempt(Supplier<Future<T>> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private Call admit(ContractOperation operation, Request request) {
    Caller caller = request.caller();
    if (!operation.needsNoCredentials()) {
      if (caller == null) {
        throw FailureException.of(FailureCode.UNAUTHENTICATED, "This needs credentials.");
      }
      if (!caller.role().atLeast(operation.leastRole())) {
        throw FailureException.of(
            FailureCode.FORBIDDEN, "This needs the role " + operation.leastRole().wireName() + ".");
      }
    }
    limits.take(caller == null ? request.address() : "user " + caller.userId(), operation);
    ObjectNode body = tree(request.body());
    operation.check(
        request.parameters(), request.body(), operations.wrong(request.operationId(), body));
    return new Call(
        request.operationId(),
        caller,
        request.address(),
        request.traceId(),
        parameters(operation, request),
        body);
  }

  /** What the contract knows, and the client's name for itself, which is no parameter. */
  private static Map<String, Object> parameters(ContractOperation operation, Request request) {
    Map<String, Object> all = operation.withDefaults(request.parameters());
    String userAgent = request.userAgent();
    if (userAgent != null) {
      all.put(Call.USER_AGENT, userAgent);
    }
    return all;
  }

  private static Call unchecked(Request request) {
    return new Call(
        request.operationId(),
        request.caller(),
        request.address(),
        request.traceId(),
        Map.of(),
        ApiJson.mapper().createObjectNode());
  }

  private static ObjectNode tree(@Nullable JsonObject body) {
    try {
      return body == null
          ? ApiJson.mapper().createObjectNode()
          : (ObjectNode) ApiJson.mapper().readTree(body.encode());
    } catch (JsonProcessingException e) {
      throw new FailureException(
          Failure.of(FailureCode.MALFORMED_REQUEST, "The body must be a JSON object."), e);
    }
  }

  private static FailureException unknown() {
    return FailureException.of(FailureCode.NOT_FOUND, "There is no such operation.");
  }
}
