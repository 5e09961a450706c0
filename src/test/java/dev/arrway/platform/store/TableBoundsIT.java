package dev.arrway.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every table of the migrated database has a bound, and every bound names a test that exists, or
 * after a dash what else keeps it.
 */
@ExtendWith(PostgresExtension.class)
class TableBoundsIT {
  private static final Path PAGE = Path.of("src/docs/limits.md");
  private static final Pattern TABLE = Pattern.compile("`([a-z_]+)`");

  private final Database database;

  TableBoundsIT(Database database) {
    this.database = database;
  }

  private record Bound(String resource, String bound, List<String> tests) {
    static Bound of(String line) {
      List<String> cells =
          Arrays.stream(line.split("\\|", -1)).map(String::trim).filter(c -> !c.isEmpty()).toList();
      assertThat(cells).as("three cells in: " + line).hasSize(3);
      return new Bound(cells.get(0), cells.get(1), List.of(cells.get(2).split(", ")));
    }
  }

  private static List<Bound> bounds() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("|"))
        .filter(line -> !line.startsWith("|---") && !line.startsWith("| resource |"))
        .map(Bound::of)
        .toList();
  }

  private Set<String> tables() {
    return Futures.await(
        database.asSystem(
            c ->
                c.query(
                        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                            + " AND relnamespace = 'public'::regnamespace")
                    .execute()
                    .map(Rows.list(row -> row.getString(0)))
                    .map(TreeSet::new)));
  }

  @Test
  void everyTableHasABoundAndNoOtherIsListed() throws IOException {
    Set<String> listed =
        bounds().stream()
            .map(bound -> TABLE.matcher(bound.resource()))
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).hasSizeGreaterThan(50);
    assertThat(listed).as("rows of " + PAGE).isEqualTo(tables());
  }

  @Test
  void everyBoundSaysWhatItIsAndWhichTestProvesIt() throws IOException {
    Map<String, Path> classes;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      classes =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .collect(
                  Collectors.toMap(
                      file -> file.getFileName().toString().replace(".java", ""),
                      file -> file,
                      (one, other) -> one));
    }
    for (Bound bound : bounds()) {
      assertThat(bound.bound()).as(bound.resource()).isNotBlank();
      if (bound.tests().get(0).startsWith("– ")) {
        continue;
      }
      for (String test : bound.tests()) {
        String[] parts = test.split("\\.");
        assertThat(classes).as("tests of " + bound.resource()).containsKey(parts[0]);
        if (parts.length > 1) {
          assertThat(Files.readString(classes.get(parts[0])))
              .as(test)
              .contains("void " + parts[1] + "(");
        }
      }
    }
  }
}
