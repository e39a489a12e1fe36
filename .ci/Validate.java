import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files by veraPDF's rules: Validate ua1,2a FILE... It prints a line for every clause that is
 * not met, and exits with 1 when there is one.
 */
public class Validate {
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    boolean good = true;
    for (String id : args[0].split(",")) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(id);
      for (int i = 1; i < args.length; i++) {
        try (InputStream in = new FileInputStream(args[i]);
            PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour)) {
          ValidationResult result =
              Foundries.defaultInstance().createValidator(flavour, 50, false, false, false).validate(parser);
          Set<String> faults = new TreeSet<>();
          for (TestAssertion a : result.getTestAssertions()) {
            if (a.getStatus() == TestAssertion.Status.FAILED) {
              faults.add(a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber() + " " + a.getMessage());
            }
          }
          good &= result.isCompliant();
          System.out.println((result.isCompliant() ? "pass " : "FAIL ") + id + " " + args[i]);
          for (String f : faults) {
            System.out.println("  " + f);
          }
        }
      }
    }
    System.exit(good ? 0 : 1);
  }
}
