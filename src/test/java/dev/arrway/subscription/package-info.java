@org.jspecify.annotations.NullMarked
package dev.arrway.subscription;
