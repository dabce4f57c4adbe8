package io.ssmexport.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page in a real browser. */
class PageInBrowserTest {

    @TempDir
    private static Path directory;

    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = Browser.start(directory);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /** Whatever a test does, the page asks for nothing and its console stays empty. */
    @AfterEach
    void nothingWasAskedForOrComplainedAbout() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isEmpty();
    }

    private static void choose(String id, String text) {
        browser.find("#" + id).findElements(By.tagName("option")).stream()
                .filter(option -> option.getText().equals(text))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private static String card(String id) {
        return browser.find("#c-" + id + " .value").getText();
    }

    @Test
    void theFilterCountsWhatIsChosenAndTheLinkCarriesIt() throws IOException {
        browser.open(SamplePage.usual(), "");
        assertThat(List.of(card("invocations"), card("failures"), card("skipped")))
                .containsExactly("392", "60", "30");

        choose("f-account", "111122223333");
        choose("f-region", "us-east-1");
        choose("f-document", "Deploy");

        assertThat(List.of(card("invocations"), card("failures"), card("rate"))).containsExactly("20", "20", "0.0 %");
        assertThat(browser.texts("#t-documents tbody th")).containsExactly("Deploy");
        assertThat(browser.texts("#t-failures [data-is=count]")).containsExactly("10", "10");
        assertThat(browser.texts(".badge").get(0)).isEqualTo("9 of 10 days complete");
        assertThat(browser.texts(".calendar tbody th")).containsExactly("111122223333");
        assertThat(browser.texts("#t-durations [data-is=runs]")).containsExactly("10");
        String address = browser.driver().getCurrentUrl();
        assertThat(address).endsWith("#account=111122223333&region=us-east-1&document=Deploy");

        browser.open(SamplePage.usual(), address.substring(address.indexOf('#')));
        assertThat(card("failures")).isEqualTo("20");

        browser.find("#f-reset").click();
        assertThat(card("failures")).isEqualTo("60");
    }

    @Test
    void daysAreChosenInTheLinkOrByDrawingOverAChart() throws IOException {
        browser.open(SamplePage.usual(), "#from=2026-11-17&to=2026-11-18");
        assertThat(card("invocations")).isEqualTo("79");
        assertThat(browser.texts("#t-failures [data-is=count]")).containsOnly("2");

        browser.find("#f-reset").click();
        WebElement plot = browser.find("#plot-outcomes .u-over");
        new Actions(browser.driver())
                .moveToElement(plot, -plot.getSize().width / 2 + 5, 0)
                .clickAndHold()
                .moveToElement(plot, -plot.getSize().width / 2 + plot.getSize().width * 3 / 10 - 5, 0)
                .release()
                .perform();
        assertThat(browser.driver().getCurrentUrl()).endsWith("#from=2026-11-17&to=2026-11-19");
        assertThat(card("invocations")).isEqualTo("118");
    }

    @Test
    void hoveringTellsTheValuesOfADay() throws IOException {
        browser.open(SamplePage.usual(), "");
        WebElement plot = browser.find("#plot-outcomes .u-over");
        new Actions(browser.driver())
                .moveToElement(plot, plot.getSize().width / 2 - 5, 0)
                .perform();
        assertThat(browser.texts(".tip"))
                .containsExactly("2026-11-26, open\n39 invocations\n30 succeeded\n3 failed\n3 undelivered\n3 skipped");
    }

    @Test
    void aHeadingSortsByItsColumnAlsoFromTheKeyboard() throws IOException {
        browser.open(SamplePage.usual(), "");
        WebElement invocations = browser.find("#t-documents thead th:nth-child(7) button");
        invocations.click();
        assertThat(browser.texts("#t-documents tbody th")).containsExactly("Patch", "Deploy");
        invocations.sendKeys(Keys.ENTER);
        assertThat(browser.texts("#t-documents tbody th")).containsExactly("Deploy", "Patch");
        assertThat(browser.find("#t-documents thead th:nth-child(7)").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
    }

    @Test
    void withoutScriptsItShowsTheSame() throws IOException {
        browser.withoutScripts(true);
        try {
            browser.open(SamplePage.usual(), "");
            assertThat(List.of(card("invocations"), card("failures"))).containsExactly("392", "60");
            assertThat(browser.find("#filter").isDisplayed()).isFalse();
            assertThat(browser.find("#outcomes svg.static").isDisplayed()).isTrue();
            assertThat(browser.texts("#t-failures .printed")).contains("no space left on device");
        } finally {
            browser.withoutScripts(false);
        }
    }

    @Test
    void hostileHistoryIsTextAndRunsNothing() throws IOException {
        browser.open(SamplePage.hostile(), "#document=" + "%3Csvg onload=window.hacked=1%3E");
        assertThat(browser.run("return String(window.hacked)")).isEqualTo("undefined");
        assertThat(browser.run("return document.scripts.length")).isEqualTo(3L);
        assertThat(browser.run(
                        "return document.images.length + document.querySelectorAll('[onload], [onerror]').length"))
                .isEqualTo(0L);
        browser.find("#f-reset").click();
        assertThat(browser.texts("#t-documents tbody th"))
                .contains("<script>window.hacked = 1</script>", "{{about.job}}{{{data}}}", "<!--<script>");
        assertThat(browser.run("return document.title")).asString().startsWith("<script>window.hacked = 1</script>:");
    }

    @Test
    void axeFindsNothing() throws IOException {
        for (String scheme : List.of("light", "dark")) {
            browser.look(0, scheme);
            browser.open(SamplePage.usual(), "");
            assertThat(browser.findings()).as(scheme).isEmpty();
        }
        browser.look(400, "light");
        browser.open(SamplePage.hostile(), "");
        assertThat(browser.findings()).isEmpty();
        browser.open(SamplePage.messy(), "");
        assertThat(browser.findings()).isEmpty();
        browser.look(0, "light");
        browser.open(SamplePage.empty(), "");
        assertThat(browser.findings()).isEmpty();
    }
}
