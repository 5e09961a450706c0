package dev.arrway.subscription;

import dev.arrway.bus.Bus;
import dev.arrway.event.EventHistory;
import dev.arrway.event.EventLog;
import dev.arrway.http.HttpStacks;
import dev.arrway.store.Database;
import dev.arrway.store.Vault;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * What subscriptions need.
 *
 * @param clock when things are tried again and when they are given up
 * @param instances the ids of a user's instances
 */
public record SubscriptionParts(
    Vertx vertx,
    Database database,
    Vault vault,
    Bus bus,
    EventLog events,
    EventHistory history,
    HttpStacks stacks,
    Clock clock,
    LongFunction<Set<Long>> instances) {}
