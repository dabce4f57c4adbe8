package io.ssmexport.dashboard;

import java.nio.file.Files;
import java.nio.file.Path;

/** Takes the picture of the guides, of a made-up fleet: {@code mvn exec:java@benchmark -Dbenchmark=…PagePicture}. */
final class PagePicture {

    private static final Path PICTURE = Path.of("src", "docs", "dashboard.png");

    private PagePicture() {}

    /** Takes it. Arguments: where it goes, its width, its height, and light, dark or print; without them that of the guides. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("ssm-export-picture");
        try (Browser browser = Browser.start(directory)) {
            boolean own = arguments.length == 4;
            browser.look(own ? Integer.parseInt(arguments[1]) : 1100, own ? arguments[3] : "light");
            browser.open(SamplePage.fleet(), "");
            browser.picture(
                    own ? Path.of(arguments[0]) : PICTURE,
                    own ? Integer.parseInt(arguments[1]) : 1100,
                    own ? Integer.parseInt(arguments[2]) : 980);
        }
    }
}
