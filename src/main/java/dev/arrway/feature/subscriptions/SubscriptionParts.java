package dev.arrway.feature.subscriptions;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Vault;
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
