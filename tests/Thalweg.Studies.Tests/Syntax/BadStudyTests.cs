using System.Text;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Syntax;

public sealed class BadStudyTests
{
    /// <summary>Replacements in <see cref="StudyTexts.Minimal"/>, and where and how they are reported.</summary>
    [Theory]
    [InlineData("network:", "netwrok:", 3, 1, "unknown key 'netwrok' in a study; did you mean 'network'?")]
    [InlineData("problem: poisson", "problem: poison", 2, 10, "unknown problem 'poison'; did you mean 'poisson'?")]
    [InlineData(
        "problem: poisson",
        "problem: poisson(dim=11)",
        2,
        18,
        "dim: expected a whole number from 1 to 10, found '11'"
    )]
    [InlineData("problem: poisson", "problem: \"poisson(dmi=1)\"", 2, 19, "no option 'dmi'; did you mean 'dim'?")]
    [InlineData("problem: poisson", "problem: poisson-ball", 4, 13, "'simpson:200' is for boxes")]
    [InlineData(
        "problem: poisson",
        "problem: poisson(dim=3)",
        4,
        13,
        "'simpson:200' on the unit cube, d = 3 has 64481201 points, expected at most 16777216"
    )]
    [InlineData(
        "problem: poisson",
        "problem: heat(dim=2)",
        4,
        13,
        "'simpson:200' on the space-time cylinder [0, 1] x [0, 1] x [0, 1] has 64481201 points"
    )]
    [InlineData(
        "problem: poisson",
        "problem: heat(dim=10)",
        2,
        15,
        "dim: expected a whole number from 1 to 9, found '10'"
    )]
    [InlineData("problem: poisson", "problem: heat(diffusivity=0)", 2, 15, "diffusivity: expected")]
    [InlineData(
        "problem: poisson",
        "problem: burgers",
        5,
        15,
        "'ritz' needs an energy, and the solution of 'burgers' minimises none; write galerkin"
    )]
    [InlineData(
        "formulations: ritz",
        "formulations: \"ritz(penalty=5, initial=5)\"",
        5,
        32,
        "weighs an initial condition, and 'poisson(dim=1)' has none; leave it out"
    )]
    [InlineData("problem: poisson", "problem: [poisson]", 2, 10, "problem: expected a problem, found a list")]
    [InlineData("problem: poisson", "problem:", 2, 9, "problem: expected a problem, found nothing")]
    [InlineData("simpson:200", "simpson: 200", 4, 13, "expected YAML")]
    [InlineData("simpson:200", "simpson:0", 4, 13, "intervals: expected a whole number")]
    [InlineData("simpson:200", "spherical:4x4x4", 4, 13, "'spherical:4x4x4' is for the unit ball")]
    [InlineData("formulations: ritz", "formulations: []", 5, 15, "with at least one entry")]
    [InlineData(
        "formulations: ritz",
        "formulations: [ritz, drm]",
        5,
        22,
        "unknown formulation 'drm'; did you mean 'ritz'?"
    )]
    [InlineData("formulations: ritz", "formulations: [ritz, ritz(penalty=0)]", 5, 22, "ritz is given twice")]
    [InlineData(
        "formulations: ritz",
        "formulations: [galerkin(penalty=1, measure=mean)]",
        5,
        34,
        "put a text with commas in quotes"
    )]
    [InlineData("formulations: ritz", "formulations: ritz(penalty=1)", 5, 20, "satisfies the conditions already")]
    [InlineData("formulations: ritz", "formulations: ritz\ntrial: none", 5, 15, "write ritz(penalty=100)")]
    [InlineData("formulations: ritz", "formulations: galerkin\nanalyses: cross", 6, 11, "the study has one")]
    [InlineData("formulations: ritz", "formulations: ritz\nseeds: 5..1", 6, 8, "seeds: expected seeds such as 1..5")]
    [InlineData("formulations: ritz", "formulations: ritz\nseeds: 1..5000000000", 6, 8, "at most 10000 seeds")]
    [InlineData(
        "formulations: ritz",
        "formulations: ritz\nseeds: [1, 2, 1]",
        6,
        15,
        "different seeds, 1 is given twice"
    )]
    [InlineData(
        "formulations: ritz",
        "formulations: ritz\nseed: -1",
        6,
        7,
        "seed: expected a whole number, 0 or more, found '-1'"
    )]
    [InlineData(
        "formulations: ritz",
        "formulations: ritz\nanalyses: roughness(directions=1)",
        6,
        21,
        "number from 2 to"
    )]
    [InlineData(
        "formulations: ritz",
        "formulations: ritz\nanalyses: roughness(intervals=1)",
        6,
        21,
        "number from 2 to"
    )]
    [InlineData(
        "formulations: ritz",
        "formulations: [ritz, galerkin]\nanalyses: cross(intervals=1)",
        6,
        17,
        "number from 2 to"
    )]
    [InlineData("formulations: ritz", "formulations: ritz\nanalyses: sweep(intervals=1)", 6, 17, "numbers from 2 to")]
    [InlineData(
        "formulations: ritz",
        "formulations: ritz\nanalyses: {sweep: {intervals: [1, 2]}}",
        6,
        20,
        "numbers from 2 to"
    )]
    [InlineData("steps: 10", "steps: 1e3", 7, 10, "steps: expected a whole number from 1 to 1000000000, found '1e3'")]
    [InlineData("steps: 10", "setps: 10", 7, 3, "unknown key 'setps' in 'train'; did you mean 'steps'?")]
    [InlineData("steps: 10", "steps: 10\n  checkpoints: [0, 11]", 8, 20, "increasing steps from 0 to 10, found '11'")]
    [InlineData("steps: 10", "steps: 10\n  checkpoints: [5, 5]", 8, 20, "increasing steps")]
    [InlineData("steps: 10", "steps: 10\n  steps: 11", 8, 3, "key 'steps' is given twice")]
    [InlineData("steps: 10", "steps: 10\n  schedule: step(factor=0.4)", 8, 13, "'step' needs every")]
    [InlineData("steps: 10", "steps: 10\n  stop: early(metric=relativeL1)", 8, 15, "did you mean 'relativeL2'?")]
    [InlineData("train:\n  steps: 10", "train: 10", 6, 8, "'train': expected keys")]
    [InlineData("name: tiny", "name: ../tiny", 1, 7, "name: expected a name of lower-case letters")]
    [InlineData("name: tiny", "name: !!str tiny", 1, 7, "anchor, alias or tag")]
    [InlineData("name: tiny", "name: &a tiny", 1, 7, "anchor, alias or tag")]
    [InlineData("name: tiny", "\tname: tiny", 1, 1, "found a tab")]
    [InlineData("  steps: 10", "\tsteps: 10", 7, 1, "found a tab")]
    [InlineData("name: tiny", "name: con", 1, 7, "Windows keeps this one for a device, found 'con'")]
    [InlineData("name: tiny", "name: lpt1", 1, 7, "Windows keeps this one for a device")]
    [InlineData("formulations: ritz", "formulations: ritz\nseeds: []", 6, 8, "with at least one entry, found a list")]
    [InlineData("  steps", "\u00a0\u00a0steps", 7, 1, "a no-break space (U+00A0) stands in column 1 of line 7")]
    [InlineData("steps: 10", "steps:\u00a010", 7, 3, "a no-break space (U+00A0) stands in column 9 of line 7")]
    [InlineData("problem: poisson", "problem: poisson\u200b", 2, 17, "a zero-width space (U+200B) stands in column 17")]
    [InlineData("problem: poisson", "prob\ufefflem: poisson", 2, 1, "a byte-order mark (U+FEFF) stands in column 5")]
    [InlineData("problem: poisson", "problem: poisson\u00ad", 2, 17, "an invisible character (U+00AD)")]
    [InlineData("problem: poisson", "problem: poisson\u3000x", 2, 18, "another space (U+3000)")]
    [InlineData("name: tiny", "name: ti\0ny", 1, 9, "expected a text file")]
    [InlineData("name: tiny", "name: tiny\n---\nname: two", 2, 1, "expected one document, found another")]
    public void Is_reported_with_its_place(string from, string to, int line, int column, string message)
    {
        var text = StudyTexts.Minimal.Replace(from, to, StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "a.yaml"));
        Assert.Contains(message, fault.Describe(), StringComparison.Ordinal);
        if (message != "expected YAML")
        {
            var first = fault.All.First(f => f.Message.Contains(message, StringComparison.Ordinal));
            Assert.Equal(new SourceLocation("a.yaml", line, column), first.Location);
        }
    }

    [Theory]
    [InlineData("", "found an empty file")]
    [InlineData("# only a comment\n", "found an empty file")]
    [InlineData("- a\n- b\n", "a study: expected keys")]
    [InlineData("just text", "a study: expected keys")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[", "deeper nesting")]
    [InlineData("{{{{{{{{{{{{{{{{{{{{", "deeper nesting")]
    [InlineData("? [a, b]\n: c\n", "expected a key, found a list")]
    [InlineData(
        "a: b: c: d",
        "a.yaml:1:5: expected YAML, found what cannot be read: a second ': ' stands in one value"
    )]
    [InlineData("a: [1, 2", "a.yaml:1:4: expected YAML, found what cannot be read: nothing closes the '['")]
    [InlineData("a: [1, 2\nb: 3\n", "a.yaml:1:4: expected YAML, found what cannot be read: nothing closes the '['")]
    [InlineData(
        "a: [1, 2}\n",
        "a.yaml:1:9: expected YAML, found what cannot be read: a list that '[' opens has no ']'"
    )]
    [InlineData("a: {b: 1\n", "a.yaml:1:4: expected YAML, found what cannot be read: nothing closes the '{'")]
    [InlineData("a: 1\nb: @x\n", "a.yaml:2:4: expected YAML, found what cannot be read: a value cannot begin with '@'")]
    [InlineData("a: 1\nb: \"x\n", "a text that a quotation mark opens is not closed")]
    [InlineData("a: \"\\q\"\n", "a backslash between double quotation marks")]
    [InlineData(
        "a: 1\n- b\n",
        "a.yaml:2:1: expected YAML, found what cannot be read: the line begins in another column"
    )]
    [InlineData("a 1\nb: 2\n", "the line before this place has no ': '")]
    [InlineData("a: , b\n", "a value is missing before this place")]
    [InlineData("%YAML 9.9\n---\na: b", "expected YAML")]
    public void Hostile_text_gives_one_clear_message(string text, string message)
    {
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "a.yaml"));
        Assert.Contains(message, fault.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_is_reported_at_once()
    {
        var fault = Assert.Throws<InputException>(() =>
            StudyReader.Read("nmae: a\nproblem: poison\ntrain:\n  stpes: 4\n", "a.yaml")
        );
        Assert.Equal([1, 1, 1, 1, 1, 2, 4, 4], fault.All.Select(f => f.Location!.Value.Line));
    }

    [Fact]
    public void An_anchor_bomb_is_refused_before_it_grows()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (var i = 1; i < 60; i++)
        {
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");
        }
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(bomb.ToString(), "a.yaml"));
        Assert.Contains("anchor", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_are_too_large_or_no_text_are_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "# " + new string('x', 1 << 20));
            Assert.Contains(
                "at most 1048576 bytes",
                Assert.Throws<InputException>(() => StudyReader.ReadFile(path)).Message,
                StringComparison.Ordinal
            );
            File.WriteAllBytes(path, [0x80, 0x02, 0xff, 0xfe]);
            Assert.Contains(
                "UTF-8",
                Assert.Throws<InputException>(() => StudyReader.ReadFile(path)).Message,
                StringComparison.Ordinal
            );
            File.WriteAllBytes(path, [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(StudyTexts.Minimal)]);
            Assert.Equal("tiny", StudyReader.ReadFile(path).Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("utf-16", "UTF-16, which some editors call Unicode")]
    [InlineData("utf-16BE", "UTF-16, which some editors call Unicode")]
    [InlineData("utf-32", "UTF-32")]
    public void Other_encodings_are_named_as_such(string encoding, string found)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.yaml");
        foreach (var mark in new[] { true, false })
        {
            var bytes = Encoding.GetEncoding(encoding);
            File.WriteAllBytes(path, [.. mark ? bytes.GetPreamble() : [], .. bytes.GetBytes(StudyTexts.Minimal)]);
            if (mark || found.StartsWith("UTF-16", StringComparison.Ordinal))
            {
                var fault = Assert.Throws<InputException>(() => StudyReader.ReadFile(path));
                Assert.Contains($"found {found}", fault.Message, StringComparison.Ordinal);
            }
        }
        Assert.Contains(
            "is a folder; name a study file",
            Assert.Throws<IOException>(() => StudyReader.ReadFile(folder.Path)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Where YAML allows a tab.</summary>
    [Theory]
    [InlineData("problem: poisson", "problem: poisson\t# a\tcomment")]
    [InlineData("problem: poisson", "problem:\tpoisson\t")]
    [InlineData("train:", "train:\t")]
    [InlineData("train:", "\t\n \t\ntrain:")]
    [InlineData("train:", "\t# a comment\ntrain:")]
    [InlineData("formulations: ritz", "formulations: [ritz,\tgalerkin]")]
    [InlineData("formulations: ritz", "formulations:\n  -\tritz\r")]
    [InlineData("steps: 10", "steps: 10 # a no-break\u00a0space in a comment")]
    public void A_tab_between_words_is_a_space(string from, string to)
    {
        var text = StudyTexts.Minimal.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(StudyTexts.Minimal, text);
        Assert.Equal("tiny", StudyReader.Read(text, "a.yaml").Name);
    }

    [Fact]
    public void Damaged_studies_are_studies_or_input_faults()
    {
        var whole = File.ReadAllText(StudyTexts.InRepository("studies/poisson-1d.yaml"));
        const string Alphabet = "[]{}:,-?*&!|>'\"%@`#\n \0\t~ab1.\u00e9\u2028";
        // Seeded, so that a failure can be repeated.
        var state = 12345UL;
        int Next(int bound)
        {
            state = (state * 6364136223846793005UL) + 1442695040888963407UL;
            return (int)((state >> 33) % (ulong)bound);
        }
        var (sound, refused) = (0, 0);
        for (var trial = 0; trial < 1500; trial++)
        {
            var text = new StringBuilder(whole);
            for (var edits = 1 + Next(4); edits > 0; edits--)
            {
                var at = Next(text.Length);
                switch (Next(4))
                {
                    case 0:
                        text[at] = Alphabet[Next(Alphabet.Length)];
                        break;
                    case 1:
                        text.Insert(at, Alphabet[Next(Alphabet.Length)]);
                        break;
                    case 2:
                        text.Remove(at, Math.Min(1 + Next(12), text.Length - at));
                        break;
                    default:
                        text.Insert(at, whole.AsSpan(Next(whole.Length / 2), Next(whole.Length / 2)));
                        break;
                }
            }
            try
            {
                Assert.NotEmpty(StudyReader.Read(text.ToString(), "a.yaml").Name);
                sound++;
            }
            catch (InputException fault)
            {
                Assert.All(fault.All, f => Assert.True(f.Location is { Line: > 0, Column: > 0 }, f.Describe()));
                Assert.DoesNotContain('\0', fault.Describe());
                refused++;
            }
        }
        // Else the damage does not reach what it is meant for.
        Assert.True(Math.Min(sound, refused) >= 20, $"{sound} studies were read and {refused} refused");
    }
}
