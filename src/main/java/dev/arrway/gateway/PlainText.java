package dev.arrway.gateway;

/** An answer for people to read, in place of JSON where the contract has {@code text/plain}. */
public record PlainText(String text) {}
