import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * The part of veraPDF's command line that Sixfold's tests use: --flavour 2a|3a|ua1 --format text FILE…, one line a file that
 * begins with PASS or FAIL, and a line for each rule that isn't kept. Exit code 1 where any file fails.
 */
public final class VeraPdf {
    private VeraPdf() {}

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[1]);
        List<String> files = Arrays.asList(arguments).subList(4, arguments.length);
        int failures = 0;
        for (String file : files) {
            ValidationResult result = validate(file, flavour);
            System.out.printf("%s %s %s%n", result.isCompliant() ? "PASS" : "FAIL", file, flavour.getId());
            brokenRules(result).forEach((rule, place) -> System.out.printf("  %s: %s%n", rule, place));
            failures += result.isCompliant() ? 0 : 1;
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static ValidationResult validate(String file, PDFAFlavour flavour) throws Exception {
        try (InputStream content = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(content, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile(flavour), 1_000_000, false, true, false)) {
            return validator.validate(parser);
        }
    }

    /** Returns the rules of veraPDF's own jar for a flavour: PDFA-2A.xml, PDFUA-1.xml. */
    private static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String id = flavour.getId().toUpperCase();
        String name = id.startsWith("UA") ? "PDFUA-" + id.substring(2) : "PDFA-" + id;
        try (InputStream rules = VeraPdf.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + name + ".xml")) {
            return Profiles.profileFromXml(rules);
        }
    }

    private static SortedMap<String, String> brokenRules(ValidationResult result) {
        SortedMap<String, String> rules = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                rules.putIfAbsent(rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
            }
        }
        return rules;
    }
}
