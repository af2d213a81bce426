import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.Tomcat;

/** Runs Crafter Profile on loopback, over a database in memory, until its standard input ends. Prints its URL when it answers. */
public class RunProfile {
  /** @param arguments the absolute paths of the WAR and of an empty folder, which must be on the class path */
  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[1]);
    var database = new MongoServer(new MemoryBackend()).bindAndGetConnectionString();
    var settings = Files.createDirectories(folder.resolve("crafter/profile/extension")).resolve("server-config.properties");
    Files.writeString(settings, "crafter.profile.mongodb.connection.connectionStr=" + database + "/crafterprofile\n");

    var tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.addWebapp("/crafter-profile", arguments[0]);
    tomcat.start();
    System.out.println("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/crafter-profile");
    System.in.readAllBytes();
    System.exit(0);
  }
}
