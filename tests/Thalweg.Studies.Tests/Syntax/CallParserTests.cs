using FsCheck;
using FsCheck.Fluent;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Syntax;

public sealed class CallParserTests
{
    private static readonly SourceLocation Flag = new("--network", 0, 1);

    [Theory]
    [InlineData("swish", "swish")]
    [InlineData("  swish ", "swish")]
    [InlineData("simpson:200", "simpson:200")]
    [InlineData("spherical:16x12x24", "spherical:16x12x24")]
    [InlineData("points:data/nodes 1.npz", "points:data/nodes 1.npz")]
    [InlineData("points: \"a:b.npz\"", "points:a:b.npz")]
    [InlineData("process:python3 loss.py --data 'a, b'", "process:\"python3 loss.py --data 'a, b'\"")]
    [InlineData("process:'my program' \"x y\" ", "process:\"'my program' \"\"x y\"\"\"")]
    [InlineData("resnet( width = 4 ,blocks=1 )", "resnet(width=4, blocks=1)")]
    [InlineData("slice()", "slice")]
    [InlineData("surface(count=101x101, range=-1:1, -1:1)", "surface(count=101x101, range=-1:1,-1:1)")]
    [InlineData("sweep(radius=1e-4, .1,+1, bias=zero)", "sweep(radius=1e-4,.1,+1, bias=zero)")]
    [InlineData("a(b=c(d=e(f=1), g=2), h=3)", "a(b=c(d=e(f=1), g=2), h=3)")]
    [InlineData("a(b='it''s, so')", "a(b=\"it's, so\")")]
    [InlineData("a(b=\"\")", "a(b=\"\")")]
    [InlineData("hard(sign=-1)", "hard(sign=-1)")]
    public void Reads_and_prints(string text, string printed) =>
        Assert.Equal(printed, CallParser.Parse(text, Flag).ToString());

    [Theory]
    [InlineData("", 1, "a name", "the end")]
    [InlineData("   ", 4, "a name", "the end")]
    [InlineData("4x", 1, "a name", "'4x'")]
    [InlineData("mlp(", 5, "an option of 'mlp' as key=value", "the end")]
    [InlineData("mlp(width", 10, "'=' and a value after 'width'", "the end")]
    [InlineData("mlp(width=", 11, "a value after 'width='", "the end")]
    [InlineData("mlp(width=4", 12, "')' to close 'mlp('", "the end")]
    [InlineData("mlp(width=4,", 13, "an option", "the end")]
    [InlineData("mlp(width=4, depth)", 19, "'=' and a value after 'depth'", "')'")]
    [InlineData("mlp(width=4) x", 14, "nothing after the closing parenthesis", "'x'")]
    [InlineData("mlp width=4", 5, "'(' or ':' after 'mlp'", "'width=4'")]
    [InlineData("mlp(width=(4)", 14, "')' to close", "the end")]
    [InlineData("mlp(width=4\"5\")", 12, "quotes around the whole value", "'\"5\")'")]
    [InlineData("mlp(width='4)", 14, "a closing '", "the end")]
    [InlineData("simpson:", 9, "a value after 'simpson:'", "the end")]
    [InlineData("mlp(width=4, width=5)", 14, "given twice", "")]
    [InlineData("mlp(=4)", 5, "an option of 'mlp'", "'=4)'")]
    public void Points_to_what_is_wrong(string text, int column, string expected, string found)
    {
        var exception = Assert.Throws<InputException>(() => CallParser.Parse(text, new SourceLocation("a.yaml", 3, 1)));
        Assert.Equal(new SourceLocation("a.yaml", 3, column), exception.Location);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Contains(found, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_length_and_nesting()
    {
        Assert.Throws<InputException>(() => CallParser.Parse(new string('a', 20_000), Flag));
        var deep = "a(b=" + string.Concat(Enumerable.Repeat("c(d=", 100)) + "1" + new string(')', 101);
        Assert.Contains(
            "nested",
            Assert.Throws<InputException>(() => CallParser.Parse(deep, Flag)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Printing_and_parsing_again_changes_nothing() =>
        Prop.ForAll(
                Calls.ToArbitrary(),
                call =>
                    CallParser.Parse(call.ToString(), Flag).ToString() == call.ToString()
                    && Same(CallParser.Parse(call.ToString(), Flag), call)
            )
            .Holds(tests: 2000);

    [Fact]
    public void Any_text_is_a_call_or_an_input_error() =>
        Prop.ForAll(
                Noise.ToArbitrary(),
                text =>
                {
                    try
                    {
                        return CallParser.Parse(text, Flag).Name.Length > 0;
                    }
                    catch (InputException exception)
                    {
                        return exception.Location is { Column: > 0 }
                                && exception.Message.Contains("expected", StringComparison.Ordinal)
                            || exception.Message.Contains("twice", StringComparison.Ordinal);
                    }
                }
            )
            .Holds(tests: 5000);

    private static Gen<string> Word { get; } =
        Gen.Elements("a", "bc", "mlp", "x-1", "width", "Ab_c", "e4").Select(w => w);

    private static Gen<string> Value { get; } =
        Gen.OneOf(
            Gen.Elements("1", "-1:1,-1:1", "1e-3", "128-256-256", "swish", "f(a=1, b=2)", "f:x", "a b", "1,2,.5"),
            Gen.ArrayOf(Gen.Elements("a,=()\"':x 1-\\\n;é".ToCharArray())).Select(c => new string(c))
        );

    private static Gen<Call> Calls { get; } =
        from name in Word
        from positional in Value
        from count in Gen.Choose(0, 4)
        from values in Value.ListOf(count)
        from isPositional in Gen.Elements(true, false)
        select isPositional && positional.Length > 0
            ? new Call(name, positional, [], Flag)
            : new Call(name, null, [.. values.Select((v, i) => new CallArgument($"k{i}", v, Flag))], Flag);

    private static Gen<string> Noise { get; } =
        Gen.ArrayOf(Gen.Elements("ab4,=()\"':x 1-.\n\0é".ToCharArray())).Select(c => new string(c));

    private static bool Same(Call a, Call b) =>
        a.Name == b.Name
        && a.Positional == b.Positional
        && a.Arguments.Select(x => (x.Key, x.Value)).SequenceEqual(b.Arguments.Select(x => (x.Key, x.Value)));
}
