namespace Thalweg.Networks.Layers;

/// <summary>The order in which the published LSTM reads its pixels: what PyTorch's <c>randperm(784)</c> gives for seed 1234, by MT19937
/// [Matsumoto1998].</summary>
public static class PublishedPermutation
{
    public const string Name = "published";

    private const uint Seed = 1234;
    private const int Words = 624;
    private const int Middle = 397;

    /// <summary>For i &lt; count − 1, p[i] is exchanged with p[i + next mod (count − i)].</summary>
    public static int[] Of(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var state = new uint[Words];
        state[0] = Seed;
        for (var i = 1u; i < Words; i++)
        {
            state[i] = (1812433253u * (state[i - 1] ^ (state[i - 1] >> 30))) + i;
        }
        var next = Words;
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }
        for (var i = 0; i < count - 1; i++)
        {
            if (next == Words)
            {
                Twist(state);
                next = 0;
            }
            var other = i + (int)(Temper(state[next++]) % (uint)(count - i));
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }

    private static void Twist(uint[] state)
    {
        for (var i = 0; i < Words; i++)
        {
            var joined = (state[i] & 0x80000000u) | (state[(i + 1) % Words] & 0x7fffffffu);
            state[i] = state[(i + Middle) % Words] ^ (joined >> 1) ^ ((joined & 1) == 0 ? 0 : 0x9908b0dfu);
        }
    }

    private static uint Temper(uint word)
    {
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c5680u;
        word ^= (word << 15) & 0xefc60000u;
        return word ^ (word >> 18);
    }
}
