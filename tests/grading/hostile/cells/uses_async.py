# Uses coroutines.
# verdict: undecided
import asyncio


async def main():
    print("ready")


asyncio.run(main())
