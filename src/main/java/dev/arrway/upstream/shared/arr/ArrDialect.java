package dev.arrway.upstream.shared.arr;

/**
 * What distinguishes the API of one manager of movies or series from those of others.
 *
 * @param application the name that the right server gives itself, such as {@code Radarr}
 * @param apiPath what the paths of the API begin with, such as {@code /api/v3}
 */
public record ArrDialect(String application, String apiPath) {}
