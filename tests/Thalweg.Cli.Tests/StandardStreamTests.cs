using System.Text;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>Standard input and output as files, and streams that cannot be written.</summary>
public sealed class StandardStreamTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Loss =
        "--problem poisson --network resnet(width=4,blocks=1) --quadrature simpson:20 --formulation galerkin";

    [Fact]
    public void A_study_is_read_from_standard_input()
    {
        var (code, output, _, _) = Run(Encoding.UTF8.GetBytes(Workshop.Study), "check -");
        Assert.Equal(0, code);
        Assert.Contains("tiny", output, StringComparison.Ordinal);
        var folder = workshop.At("from-input");
        (code, _, _, _) = Run(Encoding.UTF8.GetBytes(Workshop.Study), $"run - --out {folder}");
        Assert.Equal(0, code);
        Assert.Equal(Workshop.Study, File.ReadAllText(Path.Combine(folder, "study.yaml")));
        (code, _, var error, _) = Run("name: [a"u8.ToArray(), "check -");
        Assert.Equal(2, code);
        Assert.StartsWith("error: standard input:", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_come_from_standard_input_and_a_slice_goes_to_standard_output()
    {
        var weights = File.ReadAllBytes(workshop.At("good.safetensors"));
        var (code, output, error, bytes) = Run(weights, $"slice {Loss} --weights - --count 5 --out -");
        Assert.Equal((0, ""), (code, output));
        Assert.Contains("minimum", error, StringComparison.Ordinal);
        File.WriteAllBytes(workshop.At("piped.npz"), bytes);
        Run(
            [],
            $"slice {Loss} --weights {workshop.At("good.safetensors")} --count 5 --out {workshop.At("direct.npz")}"
        );
        Assert.Equal(File.ReadAllBytes(workshop.At("direct.npz")), bytes);
        Assert.Equal(5, NpzFile.Read(workshop.At("piped.npz"))["loss"].Values.Length);
    }

    [Fact]
    public void What_is_wrong_with_standard_input_is_told_of_it()
    {
        foreach (var line in new[] { $"loss {Loss} --weights -", "line --objective muller-brown --at 0,0 --to -" })
        {
            var (code, _, error, _) = Run("no weights"u8.ToArray(), line);
            Assert.Equal(2, code);
            Assert.StartsWith("error: standard input: ", error, StringComparison.Ordinal);
            Assert.DoesNotContain("tmp", error, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void A_commented_study_goes_to_standard_output()
    {
        var (code, output, _, _) = Run([], "init -");
        Assert.Equal(0, code);
        Assert.Equal(0, Run(Encoding.UTF8.GetBytes(output), "check -").Code);
    }

    [Theory]
    [InlineData($"slice {Loss} --weights - --to - --count 5 --out x.npz", "--to: standard input can be read once")]
    [InlineData($"slice {Loss} --weights - --count 5 --out - --json", "--out: standard output takes the file")]
    [InlineData($"train {Loss} --steps 2 --state -", "--state: is read and written, and needs a file")]
    public void What_a_stream_cannot_do_is_refused(string line, string said)
    {
        var (code, output, error, _) = Run([], line);
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"error: {said}", error, StringComparison.Ordinal);
    }

    /// <summary>Success and failure keep their codes; only the message is lost.</summary>
    [Theory]
    [InlineData("check STUDY", 0)]
    [InlineData("run STUDY --out FOLDER", 0)]
    [InlineData("run STUDY --out FOLDER --shard 1/2", 0)]
    [InlineData("check absent.yaml", 4)]
    [InlineData("nonsense", 2)]
    [InlineData("slice --nonsense", 2)]
    [InlineData("report FOLDER/absent", 2)]
    public void A_standard_error_that_cannot_be_written_changes_no_code(string line, int code)
    {
        using var output = new StringWriter();
        var arguments = line.Replace("STUDY", workshop.At("study.yaml"), StringComparison.Ordinal)
            .Replace("FOLDER", workshop.At("silent"), StringComparison.Ordinal);
        Assert.Equal(
            code,
            Application.Run(arguments.Split(' '), new Terminal(output, new FullWriter(), TerminalStyle.Lines, Token))
        );
    }

    [Theory]
    [InlineData("list")]
    [InlineData("--help")]
    [InlineData("schema")]
    [InlineData("check STUDY --json")]
    public void A_standard_output_that_cannot_be_written_is_told_and_ends_with_code_4(string line)
    {
        using var error = new StringWriter();
        var arguments = line.Replace("STUDY", workshop.At("study.yaml"), StringComparison.Ordinal).Split(' ');
        Assert.Equal(4, Application.Run(arguments, new Terminal(new FullWriter(), error, TerminalStyle.Lines, Token)));
        Assert.StartsWith("error: standard output cannot be written: ", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What a foreign file brings with it is shown, not obeyed; JSON says the same as before.</summary>
    [Fact]
    public void Escapes_reach_no_terminal()
    {
        using var written = new StringWriter();
        using var writer = new GuardedWriter(written, "standard output", isPlain: true);
        writer.WriteLine("a\u001b[31m\u009b2J\u202Eb\u007F\tö\n");
        writer.Write('\u001b');
        Assert.Equal("a\\u001b[31m\\u009b2J\\u202eb\\u007f\tö\n\n\\u001b", written.ToString());
        using var json = System.Text.Json.JsonDocument.Parse($"\"{Thalweg.Formats.Texts.PlainText.Of("\u009b")}\"");
        Assert.Equal("\u009b", json.RootElement.GetString());
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static (int Code, string Output, string Error, byte[] Bytes) Run(byte[] input, string line)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var bytes = new MemoryStream();
        var terminal = new Terminal(output, error, TerminalStyle.Lines, Token)
        {
            OpenInput = () => new MemoryStream(input),
            OpenOutput = () => bytes,
        };
        return (Application.Run(line.Split(' '), terminal), output.ToString(), error.ToString(), bytes.ToArray());
    }

    /// <summary>A stream on a full disk, or whose other end is gone.</summary>
    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");

        public override void Write(string? value) => throw new IOException("No space left on device");
    }
}
