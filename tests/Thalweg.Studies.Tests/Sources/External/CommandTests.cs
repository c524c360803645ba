using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>Words of a command and what its results are named by.</summary>
public sealed class CommandTests
{
    [Theory]
    [InlineData("python3 loss.py --data d", new[] { "python3", "loss.py", "--data", "d" })]
    [InlineData("  a\t b \n", new[] { "a", "b" })]
    [InlineData("'my program' \"two words\" a' 'b", new[] { "my program", "two words", "a b" })]
    [InlineData("""a\ b "\"" '\' "\n" "" $HOME *""", new[] { "a b", "\"", "\\", "\\n", "", "$HOME", "*" })]
    public void Words_are_quoted_as_in_a_shell(string text, string[] words)
    {
        Assert.Equal(words, CommandWords.Split(text));
        Assert.Equal(words, CommandWords.Split(CommandWords.Join(words)));
    }

    [Theory]
    [InlineData("a 'b", "a ' is not closed")]
    [InlineData("a \"b\\\"", "a \" is not closed")]
    [InlineData("a \\", "a backslash ends the command")]
    [InlineData("  ", "the command has no word")]
    public void What_cannot_be_split_is_named(string text, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<FormatException>(() => CommandWords.Split(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Words_that_are_files_are_part_of_the_name()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "loss.py", "net.py", "data.bin", "run.sh" })
        {
            File.WriteAllText(Path.Combine(folder.Path, file), file);
        }
        Directory.CreateDirectory(Path.Combine(folder.Path, "d"));
        var command = new ExternalCommand(
            ["python3", "loss.py", "--table=data.bin", "--data", "d", "-n", "3"],
            ["net.py", "loss.py"],
            folder.Path
        );
        var print = CommandFingerprint.Of(command);
        Assert.Equal(["data.bin", "loss.py", "net.py"], print.Files.Keys);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("loss.py"u8)),
            print.Files["loss.py"]
        );
        Assert.Equal(["python3 (found on the search path)", "d (a folder)"], print.Unhashed);
        Assert.Contains(
            "not by what is behind python3 (found on the search path), d (a folder)",
            print.Note,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_program_that_is_a_file_needs_no_note()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "solve"), "");
        var print = CommandFingerprint.Of(new ExternalCommand(["./solve", "7"], [], folder.Path));
        Assert.Equal(["./solve"], print.Files.Keys);
        Assert.Null(print.Note);
    }

    [Fact]
    public void A_further_file_must_be_there()
    {
        var command = new ExternalCommand(["python3"], ["absent.py"], AppContext.BaseDirectory);
        var fault = Assert.Throws<FileNotFoundException>(() => CommandFingerprint.Of(command));
        Assert.Contains("'absent.py'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_changes_before_the_process_starts_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "data");
        File.WriteAllText(file, "1");
        var command = TwinProgram.Command("rosenbrock", "5") with { Files = [file] };
        using (var program = new ExternalProgram(command))
        {
            _ = program.Fingerprint;
            // Touched, not changed.
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(1));
            program.Describe(TestContext.Current.CancellationToken);
        }
        using (var program = new ExternalProgram(command))
        {
            _ = program.Fingerprint;
            File.WriteAllText(file, "2");
            var fault = Assert.Throws<ExternalProcessException>(() =>
                program.Describe(TestContext.Current.CancellationToken)
            );
            Assert.Equal(ExternalFault.Changed, fault.Fault);
            Assert.Contains($"'{file}' has changed", fault.Message, StringComparison.Ordinal);
        }
    }
}
