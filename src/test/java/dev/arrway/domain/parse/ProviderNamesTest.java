package dev.arrway.domain.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.parse.LabelledNames.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads names as providers write them: invented ones, and published ones when they are present. */
class ProviderNamesTest {

  private static final Path FOLDER = Path.of("src/test/resources/names");
  private static final double LEAST = 0.98;

  private final EntryParser parser = new EntryParser(2027);

  @ParameterizedTest
  @ValueSource(strings = {"provider-style.txt", "provider-style-2.txt", "provider-forms.txt"})
  void readsInventedNames(String file) throws IOException {
    check(file, LabelledNames.readText(FOLDER.resolve(file)));
  }

  @Test
  void readsPublishedNames() throws IOException {
    Optional<Path> file = LabelledNames.sharedFile("provider_names.jsonl");
    if (file.isEmpty()) {
      System.out.println("provider names: skipped, no shared data folder");
    }
    Assumptions.assumeTrue(file.isPresent());
    check("provider_names.jsonl", LabelledNames.readJson(file.get()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void readsEachKindOfName(Row row) {
    assertThat(LabelledNames.wrong(parser, List.of(row))).isEmpty();
  }

  static List<Row> kinds() throws IOException {
    return LabelledNames.readText(FOLDER.resolve("provider-kinds.txt"));
  }

  private void check(String name, List<Row> rows) {
    assertThat(rows).as(name).isNotEmpty();
    List<String> wrong = LabelledNames.wrong(parser, rows);
    double right = 1 - (double) wrong.size() / rows.size();
    System.out.printf(
        Locale.ROOT, "%s: %d of %d right%n", name, rows.size() - wrong.size(), rows.size());
    assertThat(right).as("%s: %s", name, wrong).isGreaterThanOrEqualTo(LEAST);
  }
}
