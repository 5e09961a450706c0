package dev.arrway.upstream;

/**
 * One kind of a vendor.
 *
 * @param <T> what a vendor of the kind says of itself
 * @param kind what the vendor's instances can do
 * @param traits what distinguishes the vendor among those of its kind
 */
public record KindCapability<T>(UpstreamKind<T> kind, T traits) {}
