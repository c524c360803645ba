using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>How a command is written in flags and studies.</summary>
public sealed class ExternalSignatureTests
{
    private static readonly Catalogue Catalogue = new("objective", "objectives", "", [ExternalSignature.Signature]);

    [Theory]
    [InlineData(
        "process:python3 loss.py --data d",
        "process:python3 loss.py --data d",
        new[] { "python3", "loss.py", "--data", "d" }
    )]
    [InlineData("process:\"python3 loss.py\"", "process:python3 loss.py", new[] { "python3", "loss.py" })]
    [InlineData("process: sh -c 'a, b(1); c' ", "process:\"sh -c 'a, b(1); c'\"", new[] { "sh", "-c", "a, b(1); c" })]
    [InlineData("process:'my program' \"x y\"", "process:\"'my program' \"\"x y\"\"\"", new[] { "my program", "x y" })]
    [InlineData("process(command=\"python3 l.py\")", "process:python3 l.py", new[] { "python3", "l.py" })]
    [InlineData(
        "process(command=python3 l.py, processes=1, timeout=600.0)",
        "process:python3 l.py",
        new[] { "python3", "l.py" }
    )]
    public void The_command_is_the_rest_of_the_line_or_an_option(string text, string canonical, string[] words)
    {
        foreach (var again in new[] { text, canonical })
        {
            var call = Catalogue.Resolve(again, default);
            Assert.Equal(canonical, call.Canonical);
            var command = ExternalSignature.Command(call, "/folder");
            Assert.Equal(words, command.Words);
            Assert.Equal("/folder", command.Folder);
            Assert.Equal((1, 600.0), (command.Processes, command.Timeout));
            Assert.Empty(command.Files);
        }
    }

    [Fact]
    public void Options_are_read()
    {
        const string Text = "process(command=\"a 'b c'\", files=net.py;data d.npz, processes=2, timeout=1.5)";
        var call = Catalogue.Resolve(Text, default);
        Assert.Equal(Text, call.Canonical);
        var command = ExternalSignature.Command(call, "");
        Assert.Equal(["a", "b c"], command.Words);
        Assert.Equal(["net.py", "data d.npz"], command.Files);
        Assert.Equal((2, 1.5), (command.Processes, command.Timeout));
        Assert.Equal(Environment.CurrentDirectory, command.Folder);
    }

    [Theory]
    [InlineData("process", "'process' needs command")]
    [InlineData("process:a 'b", "command: a ' is not closed")]
    [InlineData("process(command=a, files=b;;c)", "files: expected paths of files joined by ';'")]
    [InlineData("process(command=a, processes=0)", "processes: expected a whole number")]
    [InlineData("process(command=a, timeout=0)", "timeout: expected")]
    [InlineData("external:a", "did you mean 'process'?")]
    public void What_is_wrong_is_named(string text, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<InputException>(() => Catalogue.Resolve(text, default)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void One_command_has_one_program()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        using var programs = new ExternalPrograms();
        ExternalCommand Command(string text, string place) =>
            ExternalSignature.Command(Catalogue.Resolve(text, default), place);
        var first = programs.Of(Command("process:python3 a b", folder.Path));
        Assert.Same(first, programs.Of(Command("process(command=python3  a b)", folder.Path)));
        foreach (var text in new[] { "process:python3 'a b'", "process(command=python3 a b, processes=2)" })
        {
            Assert.NotSame(first, programs.Of(Command(text, folder.Path)));
        }
        Assert.NotSame(first, programs.Of(Command("process:python3 a b", other.Path)));
    }
}
