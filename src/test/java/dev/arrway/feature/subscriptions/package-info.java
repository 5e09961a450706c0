@org.jspecify.annotations.NullMarked
package dev.arrway.feature.subscriptions;
