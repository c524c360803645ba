using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Fluent;
using Thalweg.Results.Keys;

namespace Thalweg.Results.Tests.Keys;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void Keys_are_sorted_and_numbers_have_one_spelling()
    {
        var node = new JsonObject
        {
            ["b"] = 200.0,
            ["a"] = new JsonArray(0.1, 1e-5, 1e21, -0.0, 7, true, null, "Δu \"x\""),
            ["B"] = ulong.MaxValue,
        };

        Assert.Equal(
            """{"B":18446744073709551615,"a":[0.1,1E-05,1E+21,0,7,true,null,"Δu \"x\""],"b":200}""",
            Encoding.UTF8.GetString(CanonicalJson.Write(node))
        );
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_strings()
    {
        var node = new JsonArray(double.NaN, double.PositiveInfinity, double.NegativeInfinity);

        Assert.Equal("""["NaN","Infinity","-Infinity"]""", Encoding.UTF8.GetString(CanonicalJson.Write(node)));
    }

    [Fact]
    public void Reading_back_gives_the_same_bytes()
    {
        var property = Prop.ForAll<double[], string>(
            (numbers, text) =>
            {
                var node = new JsonObject { ["n"] = new JsonArray([.. numbers.Select(n => JsonValue.Create(n))]) };
                node[(text ?? "").Normalize()] = text;
                var first = CanonicalJson.Write(node);
                return first.AsSpan().SequenceEqual(CanonicalJson.Write(JsonNode.Parse(first)));
            }
        );
        property.Holds();
    }

    [Fact]
    public void Equal_inputs_have_equal_keys_in_any_order_of_writing()
    {
        var one = new JsonObject { ["seed"] = 1, ["rate"] = 0.001 };
        var two = new JsonObject { ["rate"] = 1e-3, ["seed"] = 1.0 };

        Assert.Equal(new TaskIdentity("train", 1, one).Key, new TaskIdentity("train", 1, two).Key);
    }

    [Fact]
    public void Everything_that_matters_changes_the_key()
    {
        var inputs = new JsonObject { ["seed"] = 1 };
        TaskKey[] keys =
        [
            TaskKey.Of("train", 1, 1, inputs),
            TaskKey.Of("train", 2, 1, inputs),
            TaskKey.Of("train", 1, 2, inputs),
            TaskKey.Of("slice", 1, 1, inputs),
            TaskKey.Of("train", 1, 1, new JsonObject { ["seed"] = 2 }),
        ];

        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.All(keys, key => Assert.True(TaskKey.TryParse(key.Hex, out var parsed) && parsed == key));
    }
}
