import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Calendar;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;

/** Signs the empty field Unit of each PDF of a folder with PDFBox: FOLDER KEY.pem CERTIFICATE.pem; OpenSSL makes the CMS. */
public class SignField {
    public static void main(String[] words) throws Exception {
        File[] files = new File(words[0]).listFiles((folder, name) -> name.endsWith(".pdf"));
        for (File file : files) {
            try (PDDocument document = PDDocument.load(file);
                    FileOutputStream output = new FileOutputStream(file.getPath().replace(".pdf", ".signed"))) {
                PDSignatureField field = (PDSignatureField) document.getDocumentCatalog().getAcroForm().getField("Unit");
                PDSignature signature = new PDSignature();
                field.getCOSObject().setItem("V", signature.getCOSObject());
                signature.setFilter(PDSignature.FILTER_ADOBE_PPKLITE);
                signature.setSubFilter(PDSignature.SUBFILTER_ADBE_PKCS7_DETACHED);
                signature.setName("Unit");
                signature.setSignDate(Calendar.getInstance());
                document.addSignature(signature, content -> cms(content, words[1], words[2]));
                document.saveIncremental(output);
            }
        }
    }

    private static byte[] cms(InputStream content, String key, String certificate) throws IOException {
        Path data = Files.createTempFile("docgen", ".bin"), made = Files.createTempFile("docgen", ".p7s");
        try {
            Files.write(data, content.readAllBytes());
            Process openssl = new ProcessBuilder("openssl", "cms", "-sign", "-binary", "-outform", "DER", "-md", "sha256",
                    "-in", data.toString(), "-out", made.toString(), "-inkey", key, "-signer", certificate).start();
            if (openssl.waitFor() != 0) throw new IOException(new String(openssl.getErrorStream().readAllBytes()));
            return Files.readAllBytes(made);
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        } finally {
            Files.delete(data);
            Files.delete(made);
        }
    }
}
